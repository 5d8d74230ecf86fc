export { type CatalogueRow, catalogueRowsOf } from './item/catalogue-rows.js';
export { catalogue } from './subgraph.js';
