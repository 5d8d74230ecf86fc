import { startOurs } from './start-ours.js';

/** The gateway of this project as a process. */
const { PORT, SUPERGRAPH, SUBGRAPHS, CACHE } = process.env;
await startOurs({
  port: Number(PORT),
  supergraphPath: SUPERGRAPH!,
  keepsAnswers: CACHE === 'on',
  subgraphUrls: JSON.parse(SUBGRAPHS!) as Readonly<Record<string, string>>,
});
