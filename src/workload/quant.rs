//! Number formats of a generation: of the weights and of what is kept of the context.

named! {
    /// Weight formats for generation: GGUF files of llama.cpp, written as it writes them.
    Quant, "a weight format" {
        /// 2.00 bits a weight.
        Iq1S = "iq1_s",
        /// 2.38 bits a weight.
        Iq2Xxs = "iq2_xxs",
        /// 2.93 bits a weight.
        Iq2M = "iq2_m",
        /// 3.16 bits a weight.
        Q2K = "q2_k",
        /// 3.25 bits a weight.
        Iq3Xxs = "iq3_xxs",
        /// 3.64 bits a weight.
        Q3KS = "q3_k_s",
        /// 3.76 bits a weight.
        Iq3M = "iq3_m",
        /// 4.00 bits a weight.
        Q3KM = "q3_k_m",
        /// 4.30 bits a weight.
        Q3KL = "q3_k_l",
        /// 4.46 bits a weight.
        Iq4Xs = "iq4_xs",
        /// 4.50 bits a weight, the output matrix 6.56.
        Q40 = "q4_0",
        /// 4.67 bits a weight.
        Q4KS = "q4_k_s",
        /// 4.68 bits a weight.
        Iq4Nl = "iq4_nl",
        /// 4.89 bits a weight.
        Q4KM = "q4_k_m",
        /// 4.25 bits a weight of experts, 8.50 a weight of all else: `MXFP4_MOE`, as the
        /// gpt-oss models are published.
        Mxfp4 = "mxfp4",
        /// 5.57 bits a weight.
        Q5KS = "q5_k_s",
        /// 5.70 bits a weight.
        Q5KM = "q5_k_m",
        /// 6.56 bits a weight.
        Q6K = "q6_k",
        /// 8.50 bits a weight.
        Q80 = "q8_0",
        /// 16 bits a weight.
        F16 = "f16",
        /// 16 bits a weight, with the exponents of 32.
        Bf16 = "bf16",
    }
}

impl Quant {
    /// Bits a weight over the whole file (llama.cpp `tools/quantize/README.md`,
    /// Llama-3.1-8B; `Q3_K_M` is interpolated); of the matrices that give a format its name
    /// where `Quant::parts` differ.
    pub const fn bits(self) -> f64 {
        match self {
            Self::Iq1S => 2.00,
            Self::Iq2Xxs => 2.38,
            Self::Iq2M => 2.93,
            Self::Q2K => 3.16,
            Self::Iq3Xxs => 3.25,
            Self::Q3KS => 3.64,
            Self::Iq3M => 3.76,
            Self::Q3KM => 4.00,
            Self::Q3KL => 4.30,
            Self::Iq4Xs => 4.46,
            Self::Q40 => 4.50,
            Self::Mxfp4 => 4.25,
            Self::Q4KS => 4.67,
            Self::Iq4Nl => 4.68,
            Self::Q4KM => 4.89,
            Self::Q5KS => 5.57,
            Self::Q5KM => 5.70,
            Self::Q6K => 6.56,
            Self::Q80 => 8.50,
            Self::F16 | Self::Bf16 => 16.0,
        }
    }

    /// Bits a weight by what the weight does. A block of 32 takes 18 bytes in `Q4_0`, 17 in
    /// `MXFP4`, 34 in `Q8_0`, and 256 take 210 in `Q6_K` (`ggml-common.h`); which matrices get
    /// which is llama.cpp's choice (`llama-quant.cpp`).
    pub(crate) const fn parts(self) -> Parts {
        let whole = self.bits();
        let even = Parts {
            rest: whole,
            experts: whole,
            output: whole,
        };
        match self {
            Self::Q40 => Parts {
                output: 210.0 * 8.0 / 256.0,
                ..even
            },
            Self::Mxfp4 => Parts {
                rest: Self::Q80.bits(),
                output: Self::Q80.bits(),
                ..even
            },
            _ => even,
        }
    }
}

/// Bits a weight by what the weight does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parts {
    /// Routed experts.
    pub experts: f64,
    /// The matrix that gives the logits, also where the embedding serves as it.
    pub output: f64,
    /// All else.
    pub rest: f64,
}

named! {
    /// Format of keys and values (llama.cpp's `--cache-type-k` and `-v`).
    KvType, "a format of keys and values" {
        /// 16 bits an element.
        F16 = "f16",
        /// 8 bits, and a scale for each 32.
        Q80 = "q8_0",
        /// 4 bits, and a scale for each 32.
        Q40 = "q4_0",
    }
}

impl KvType {
    /// Bytes an element: a block of 32 has a scale of 2 bytes (ggml's block layouts).
    pub const fn bytes(self) -> f64 {
        match self {
            Self::F16 => 2.0,
            Self::Q80 => 34.0 / 32.0,
            Self::Q40 => 18.0 / 32.0,
        }
    }
}
