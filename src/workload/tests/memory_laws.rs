//! Laws of the memory of training runs, over every setup that can be put together.

use super::models;
use crate::workload::memory::{
    Adapters, BaseFormat, Shape, Summing, Trained, TrainingRun, comfortable, finetune,
};
use crate::workload::preset::ModelPreset;
use crate::workload::recipe::{Loss, Offloaded, Optimizer, Precision, Sharding, Targets};
use proptest::prelude::*;

fn transformers() -> Vec<ModelPreset> {
    let models = models().into_iter();
    models.filter(|model| model.transformer.is_some()).collect()
}

fn shape(model: &ModelPreset) -> Shape {
    Shape::new(model, model.transformer.as_ref().unwrap())
}

fn any<T: Copy + std::fmt::Debug + 'static>(of: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(of)
}

fn trained() -> impl Strategy<Value = Trained> {
    let base = any(&[
        BaseFormat::Sixteen,
        BaseFormat::Fp8,
        BaseFormat::Int8,
        BaseFormat::Nf4,
        BaseFormat::Nf4Double,
        BaseFormat::Int4,
    ]);
    let adapters = (
        1u32..256,
        any(Targets::ALL),
        base,
        any(&[false, true]),
        any(&[false, true]),
    );
    prop_oneof![
        (any(Precision::ALL), any(&[false, true])).prop_map(|(precision, in_backward)| {
            Trained::All {
                precision,
                in_backward,
            }
        }),
        adapters.prop_map(|(rank, targets, base, embeddings, fused_kernels)| {
            Trained::Adapters(Adapters {
                rank,
                targets,
                base,
                embeddings,
                fused_kernels,
            })
        }),
    ]
}

fn runs() -> impl Strategy<Value = TrainingRun> {
    let [checkpointing, wide] = [(); 2].map(|()| any(&[false, true]));
    let summing = any(&[Summing::OneBatch, Summing::Exchanged, Summing::Alone]);
    (
        trained(),
        any(Optimizer::ALL),
        (checkpointing, wide, summing),
        any(Loss::ALL),
        any(Sharding::ALL),
        1u32..9,
        any(Offloaded::ALL),
    )
        .prop_map(
            |(trained, optimizer, flags, loss, sharding, gpus, offload)| TrainingRun {
                trained,
                optimizer,
                checkpointing: flags.0,
                wide_stream: flags.1,
                loss,
                sharding,
                gpus,
                offload,
                summing: flags.2,
            },
        )
}

proptest! {
    #![proptest_config(super::cases(512))]

    #[test]
    fn bands_are_ordered_and_grow_with_batch_and_sequence(
        model in prop::sample::select(transformers()),
        run in runs(), seq in 16u32..32_768, batch in 1u32..64,
    ) {
        let shape = shape(&model);
        let (seq, batch) = (f64::from(seq), f64::from(batch));
        let now = finetune(&shape, &run, seq);
        prop_assert!(comfortable(now.need(batch)) >= now.need(batch));
        prop_assert!(now.need(batch) >= now.floor(batch));
        prop_assert!(now.floor(batch) >= now.weights);
        prop_assert!(now.need(batch) >= now.peak(batch));
        prop_assert!(now.need(batch + 1.0) >= now.need(batch));
        prop_assert!(now.floor(batch + 1.0) >= now.floor(batch));
        let longer = finetune(&shape, &run, seq + 1.0);
        prop_assert!(longer.need(batch) >= now.need(batch));
        prop_assert!(longer.floor(batch) >= now.floor(batch));
        let parts = now.breakdown(batch);
        prop_assert!((parts.total() - now.need(batch)).abs() < 1e-6 * now.need(batch));
    }

    #[test]
    fn a_larger_model_needs_more(
        model in prop::sample::select(transformers()),
        run in runs(), seq in 16u32..32_768, batch in 1u32..64, more in 1u32..9,
    ) {
        // More blocks of the same kind.
        let mut larger = model.clone();
        let t = larger.transformer.as_mut().unwrap();
        if !t.attention.is_full() || t.experts.is_some() {
            return Ok(());
        }
        let before = t.count().total().value();
        t.layers += more;
        larger.parameters += (t.count().total().value() - before) / 1e9;
        let (seq, batch) = (f64::from(seq), f64::from(batch));
        let need = |model: &ModelPreset| finetune(&shape(model), &run, seq).need(batch);
        prop_assert!(need(&larger) >= need(&model));
    }

    #[test]
    fn a_higher_rank_and_more_targets_need_more(
        model in prop::sample::select(transformers()),
        run in runs(), seq in 16u32..32_768, batch in 1u32..64,
    ) {
        let Trained::Adapters(adapters) = run.trained else {
            return Ok(());
        };
        let shape = shape(&model);
        let (seq, batch) = (f64::from(seq), f64::from(batch));
        let need = |adapters| {
            let trained = Trained::Adapters(adapters);
            finetune(&shape, &TrainingRun { trained, ..run }, seq).need(batch)
        };
        let now = need(adapters);
        let rank = need(Adapters { rank: adapters.rank + 1, ..adapters });
        let most = need(Adapters { targets: Targets::AllLinear, ..adapters });
        let least = need(Adapters { targets: Targets::QueryValue, ..adapters });
        prop_assert!(rank >= now);
        prop_assert!(least <= now && now <= most);
    }

    #[test]
    fn more_gpus_never_raise_what_each_holds(
        model in prop::sample::select(transformers()),
        run in runs(), seq in 16u32..32_768,
    ) {
        let shape = shape(&model);
        let of = |gpus| finetune(&shape, &TrainingRun { gpus, ..run }, f64::from(seq));
        let (now, more) = (of(run.gpus), of(run.gpus + 1));
        prop_assert!(more.weights <= now.weights);
        prop_assert!(more.optimizer <= now.optimizer && more.step <= now.step);
    }
}
