import { runSubgraph } from '@shanghai/platform';
import { catalogue } from './subgraph.js';

await runSubgraph(catalogue);
