//! Lays one layer on the catalogue below it.

use super::Catalogue;
use super::content::{Content, PartOffers};
use super::read::Listed;
use crate::part::Offer;

/// Lays a list on one sorted by id: an item takes the place of one with the same id.
fn lay<T>(list: &mut Vec<T>, listed: Listed<T>, id: impl Fn(&T) -> &str) {
    if listed.rows.is_empty() {
        return;
    }
    list.extend(listed.rows.into_iter().map(|(_, item)| item));
    // Of equal ids the last is the newest; the sort keeps their order.
    list.sort_by(|a, b| id(a).cmp(id(b)));
    list.reverse();
    list.dedup_by(|older, newer| id(older) == id(newer));
    list.reverse();
}

macro_rules! merge {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        impl Catalogue {
            /// Lays a layer on top: whole parts first, then offers, then what it retires.
            pub(super) fn lay(&mut self, content: Content) {
                $(lay(&mut self.$field, content.$field, |part| &part.id);)+
                lay(&mut self.models, content.models, |model| &model.id);
                lay(&mut self.profiles, content.profiles, |profile| &profile.id);
                if let Some((_, ladder)) = content.ladder.rows.into_iter().next_back() {
                    self.ladder = Some(ladder);
                }
                lay(&mut self.cloud, content.cloud, |prices| &prices.chip);
                lay(&mut self.tariffs, content.tariffs, |tariff| &tariff.id);
                lay(&mut self.sources, content.sources, |source| &source.id);
                lay(&mut self.market, content.market, |index| index.class.as_str());
                for (_, added) in content.offers.rows {
                    self.add_offers(added);
                }
                for (_, id) in content.retired.rows {
                    self.retire(&id);
                }
            }

            /// The offers of the part with this id.
            fn offers_of(&mut self, id: &str) -> Option<&mut Vec<Offer>> {
                $(if let Ok(at) = self.$field.binary_search_by(|part| part.id.as_str().cmp(id)) {
                    return self.$field.get_mut(at).map(|part| &mut part.offers);
                })+
                None
            }

            /// Hides a part; hiding a chip hides its cards.
            fn retire(&mut self, id: &str) {
                $(self.$field.retain(|part| part.id != id);)+
                self.gpus.retain(|card| card.chip != id);
            }
        }
    };
}
crate::part_kinds!(merge);

impl Catalogue {
    fn add_offers(&mut self, added: PartOffers) {
        if let Some(offers) = self.offers_of(&added.id) {
            offers.extend(added.offers);
        }
    }
}
