//! Whether an imported part is still made. Sources do not say, so age decides.
//!
//! A part that came out more than six calendar years ago counts as discontinued: what
//! price lists still show for such parts are left-overs at asking prices (an i9-9940X of
//! 2018 at $998 to $1,950). A discontinued part is new only with an offer younger than 90
//! days, so erring to this side costs a choice, never money. Boards and processors
//! without a year go by the last generation of their socket, cards by what the catalogue
//! says of the cards with their chip.

use crate::part::{Socket, Status};
use jiff::civil::Date;

/// Calendar years after its first that a part counts as in production.
const YEARS: i16 = 6;

/// The status of a part that came out in this year.
pub fn lifecycle_by_year(year: Option<i16>, today: Date) -> Status {
    match year {
        Some(year) if year + YEARS < today.year() => Status::Discontinued,
        Some(_) | None => Status::Current,
    }
}

/// The year of the last new processor for a socket.
pub(super) const fn last_year(socket: Socket) -> i16 {
    match socket {
        Socket::Lga2011V3 => 2016,
        Socket::Lga1151 => 2017,
        Socket::Tr4 => 2018,
        Socket::Lga1151V2 | Socket::Lga2066 | Socket::Strx4 => 2019,
        Socket::Lga3647 => 2020,
        Socket::Lga1200 | Socket::Lga4189 | Socket::Sp3 => 2021,
        Socket::Swrx8 => 2022,
        Socket::Sp6 => 2023,
        Socket::Lga1700 | Socket::Sp5 => 2024,
        Socket::Am4 | Socket::Lga4677 | Socket::Str5 => 2025,
        Socket::Am5 | Socket::Lga1851 => 2026,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn seven_years_after_its_year_a_part_is_no_longer_made() {
        let today = date(2026, 11, 24);
        assert_eq!(lifecycle_by_year(Some(2019), today), Status::Discontinued);
        assert_eq!(lifecycle_by_year(Some(2020), today), Status::Current);
        assert_eq!(lifecycle_by_year(None, today), Status::Current);
    }
}
