import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { graphql, type GraphQLSchema } from 'graphql';

/** A schema served over HTTP, which can be told to fail. */
export interface ServedSchema {
  readonly url: string;
  isDown: boolean;
  calls: number;
  stop(): void;
}

/** Serves a schema as it is, without anything that stands before one in earnest. */
export async function serveSchema(schema: GraphQLSchema): Promise<ServedSchema> {
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      served.calls++;
      if (served.isDown) return response.writeHead(503).end();
      const { query, variables } = JSON.parse(Buffer.concat(parts).toString()) as {
        query: string;
        variables: Record<string, unknown>;
      };
      return void graphql({ schema, source: query, variableValues: variables }).then((answer) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const served: ServedSchema = {
    url: `http://127.0.0.1:${port}/graphql`,
    isDown: false,
    calls: 0,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return served;
}
