//! The largest batch of image models that ran on a card of 24 GiB, by the steps of the
//! batches that were tried.

use crate::validate::statistics::count;
use crate::validate::{CsvFile, FileError};
use crate::workload::memory;
use crate::workload::{ModelKind, ModelPreset, Vision};

/// Batches that timm's benchmark goes down, largest first there.
const TRIED: [u32; 18] = [
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512,
];
/// GiB that `PyTorch` sees of an RTX 3090's 24.
const USABLE: f64 = 23.65;

/// Predicted against measured largest batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Batches {
    /// Cases.
    pub n: usize,
    /// Predicted as measured, or one step beside.
    pub within_one_step: usize,
    /// Predicted larger than what ran.
    pub too_big: usize,
}

impl Batches {
    /// Share within one step.
    pub fn near(&self) -> f64 {
        count(self.within_one_step) / count(self.n)
    }

    /// Share predicted too big.
    pub fn too_big(&self) -> f64 {
        count(self.too_big) / count(self.n)
    }

    /// Adds a table.
    pub(super) fn read(&mut self, file: &CsvFile) -> Result<(), FileError> {
        file.rows(&mut |row| {
            let number = |column: &str| {
                row.number(column)?
                    .ok_or_else(|| row.error(format!("{column} is missing")))
            };
            let model = preset(
                row.text("family") == "conv",
                number("params")?,
                number("macts_per_img")?,
            );
            let Some(vision) = model.vision else {
                return Ok(());
            };
            // The activation count is that of the size which ran.
            let footprint = memory::vision(&model, &vision, f64::from(vision.image));
            let measured = number("max_batch_fitting_24gb")?;
            let predicted = step(|batch| footprint.need(batch) <= USABLE);
            let measured = step(|batch| batch <= measured);
            self.n += 1;
            self.within_one_step += usize::from(predicted.abs_diff(measured) <= 1);
            self.too_big += usize::from(predicted > measured);
            Ok(())
        })
    }
}

/// How many of the batches that are tried run.
fn step(runs: impl Fn(f64) -> bool) -> usize {
    let tried = TRIED.iter();
    tried.take_while(|batch| runs(f64::from(**batch))).count()
}

/// An image model with so many parameters and activations an image.
fn preset(convolutional: bool, parameters: f64, activations: f64) -> ModelPreset {
    ModelPreset {
        id: String::new(),
        name: String::new(),
        aliases: Vec::new(),
        kind: if convolutional {
            ModelKind::Cnn
        } else {
            ModelKind::Vit
        },
        parameters: parameters / 1e9,
        active: None,
        beside: None,
        context: None,
        transformer: None,
        vision: Some(Vision {
            image: 1,
            activations: activations / 1e6,
            train_images_per_second: 1.0,
        }),
        diffusion: None,
        caveats: Vec::new(),
        sources: Vec::new(),
    }
}
