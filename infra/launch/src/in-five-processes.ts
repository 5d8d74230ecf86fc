import type { ChildService } from './child-process.js';
import { fivePrograms } from './five-programs.js';
import { type PartsRunner, startTogether, stopTogether, subgraphs } from './graph-parts.js';
import type { LaunchEnv } from './launch-env.js';

/** Five processes with the code that deployment runs. When one ends the others are stopped, too. */
export async function inFiveProcesses(env: LaunchEnv): Promise<PartsRunner> {
  const programs = await fivePrograms(env);
  return {
    async startSubgraphs(mongoUri) {
      const running = await startTogether<ChildService>(
        subgraphs.map(async ({ name }) => programs.startSubgraph(name, mongoUri)),
      );
      return {
        urls: Object.fromEntries(running.map(({ url }, at) => [subgraphs[at]!.name, `${url}/graphql`])),
        lines: running.flatMap(({ lines }) => lines),
        stop: async () => stopTogether(running),
      };
    },
    startGateway: programs.startGateway,
  };
}
