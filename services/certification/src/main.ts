import { runSubgraph } from '@shanghai/platform';
import { certification } from './subgraph.js';

await runSubgraph(certification);
