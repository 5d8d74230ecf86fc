import { runSubgraph } from '@shanghai/platform';
import { agencies } from './subgraph.js';

await runSubgraph(agencies);
