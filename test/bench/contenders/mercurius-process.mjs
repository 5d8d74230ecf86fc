// Mercurius as a gateway, its executor compiled at the first request. It reads the SDL of each subgraph from the subgraph.
import Fastify from 'fastify';
import mercuriusGateway from '@mercuriusjs/gateway';

const { PORT, SUBGRAPHS } = process.env;
const services = Object.entries(JSON.parse(SUBGRAPHS)).map(([name, url]) => ({ name, url, mandatory: true }));
const app = Fastify();
await app.register(mercuriusGateway, { jit: 1, path: '/graphql', gateway: { services } });
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
