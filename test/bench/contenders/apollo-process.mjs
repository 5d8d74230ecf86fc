// Plain Apollo Server before plain Apollo Gateway, as their documentation starts them.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const { PORT, SUPERGRAPH } = process.env;
const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: readFileSync(SUPERGRAPH, 'utf8') }) });
await startStandaloneServer(server, { listen: { port: Number(PORT), host: '127.0.0.1' } });
