// The subgraph of cases in a process of its own. Arguments: the module that makes it, the MongoDB, the database, and the rows
// and the leak as JSON. Prints its address, and ends when its standard input does.
import { createLog, startSubgraph } from '@shanghai/platform';

const [module, mongoUri, database, world] = process.argv.slice(2);
const { casesSubgraph } = await import(module);
const { rows, leak } = JSON.parse(world);
const { url, stop } = await startSubgraph(casesSubgraph('cases', rows, leak), {
  mongoUri,
  port: 0,
  database,
  log: createLog('cases', 'silent'),
});
process.stdout.write(`${url}\n`);
process.stdin.resume().once('end', () => void stop().then(() => process.exit(0)));
