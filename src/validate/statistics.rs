//! How far predictions are from measurements, in a few figures.

/// A prediction beside what was measured, in one unit, both positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// What the model says.
    pub predicted: f64,
    /// What was measured.
    pub measured: f64,
}

impl Pair {
    /// Relative error: 0.1 = predicted 10 % too high.
    pub fn error(self) -> f64 {
        self.predicted / self.measured - 1.0
    }
}

/// A count as a number to divide by.
pub fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}

/// The middle value, the mean of the two middle ones for an even count; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let high = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(high);
    }
    sorted.get(middle - 1).map(|low| low.midpoint(high))
}

/// The smallest value that at least `percent` of the values do not exceed (nearest rank).
pub fn percentile(values: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// Mean absolute error relative to the measurement, 0.1 = 10 %.
pub fn mape(pairs: &[Pair]) -> Option<f64> {
    let errors: Vec<f64> = pairs.iter().map(|pair| pair.error().abs()).collect();
    mean(&errors)
}

/// The pairs with all predictions multiplied by one factor, the median of
/// measured / predicted: what is left is the error of the ratios between machines.
pub fn scaled(pairs: &[Pair]) -> Vec<Pair> {
    let ratios: Vec<f64> = pairs.iter().map(|p| p.measured / p.predicted).collect();
    let scale = median(&ratios).unwrap_or(1.0);
    let scaled = |p: &Pair| Pair {
        predicted: p.predicted * scale,
        measured: p.measured,
    };
    pairs.iter().map(scaled).collect()
}

/// Spearman's rank correlation, equal values sharing their mean rank; `None` where either
/// side has no spread.
pub fn spearman(pairs: &[Pair]) -> Option<f64> {
    let predicted = ranks(&pairs.iter().map(|p| p.predicted).collect::<Vec<_>>());
    let measured = ranks(&pairs.iter().map(|p| p.measured).collect::<Vec<_>>());
    let (a, b) = (mean(&predicted)?, mean(&measured)?);
    let mut covariance = 0.0;
    let (mut of_predicted, mut of_measured) = (0.0, 0.0);
    for (x, y) in predicted.iter().zip(&measured) {
        covariance += (x - a) * (y - b);
        of_predicted += (x - a) * (x - a);
        of_measured += (y - b) * (y - b);
    }
    let spread = libm::sqrt(of_predicted * of_measured);
    (spread > 0.0).then(|| covariance / spread)
}

/// The rank of each value, 1 = smallest; equal values share the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count();
        let equal = values.iter().filter(|other| other.total_cmp(value).is_eq());
        count(below) + f64::midpoint(count(equal.count()), 1.0)
    };
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(of: &[(f64, f64)]) -> Vec<Pair> {
        let pair = |(predicted, measured): &(f64, f64)| Pair {
            predicted: *predicted,
            measured: *measured,
        };
        of.iter().map(pair).collect()
    }

    #[test]
    fn a_common_factor_is_no_error_once_scaled_but_counts_before() {
        let twice = pairs(&[(2.0, 1.0), (4.0, 2.0), (8.0, 4.0)]);
        assert_eq!(mape(&twice), Some(1.0));
        assert_eq!(mape(&scaled(&twice)), Some(0.0));
    }

    #[test]
    fn ranks_with_ties_follow_the_textbook() {
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: rho = 4.5 / sqrt(4.5 * 5).
        let tied = pairs(&[(1.0, 10.0), (2.0, 20.0), (2.0, 30.0), (3.0, 40.0)]);
        let rho = spearman(&tied).unwrap();
        assert!((rho - 0.948_683).abs() < 1e-6, "{rho}");
        assert_eq!(spearman(&pairs(&[(1.0, 2.0), (1.0, 3.0)])), None);
    }

    #[test]
    fn middles_and_tails() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(percentile(&ten, 90), Some(9.0));
        assert_eq!(percentile(&ten, 100), Some(10.0));
    }
}
