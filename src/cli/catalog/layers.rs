//! `rigbuild catalog layers`: of what the catalogue in force is made.

use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, LayersJson};

/// Prints the layers, lowest first, and where edits go.
pub(super) fn run(context: &Context) -> anyhow::Result<Exit> {
    let top = context.top_layer().ok().map(|layer| layer.dir);
    let layers = &context.catalogue.layers;
    if context.json {
        print_json(&LayersJson::new(layers, top.as_deref()))?;
    } else {
        let mut page = context.page();
        report::layer_list(&mut page, layers, top.as_deref());
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
