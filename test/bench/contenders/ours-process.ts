import { beginAllYoung } from '@shanghai/gateway';
import { startOurs } from './start-ours.js';

/** The gateway of this project as a process of its own, which begins as each does. */
const { PORT, SUPERGRAPH, SUBGRAPHS, CACHE } = process.env;
beginAllYoung();
await startOurs({
  port: Number(PORT),
  supergraphPath: SUPERGRAPH!,
  keepsAnswers: CACHE === 'on',
  subgraphUrls: JSON.parse(SUBGRAPHS!) as Readonly<Record<string, string>>,
});
