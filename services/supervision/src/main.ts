import { runSubgraph } from '@shanghai/platform';
import { supervision } from './subgraph.js';

await runSubgraph(supervision);
