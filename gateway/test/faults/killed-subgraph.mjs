import { createServer } from 'node:http';

/** A subgraph that takes every request and answers none; it prints its port, and a line for each request. */
const server = createServer(() => console.log('asked')).listen(0, '127.0.0.1', () =>
  console.log(server.address().port),
);
