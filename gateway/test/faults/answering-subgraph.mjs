import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers';

/**
 * The right half as a process of its own, which answers at the port that it is given, or any, after a moment in which it can be
 * killed; it prints the port.
 */
const AFTER_MS = 3;
const colourOf = ({ id }) => ({ colour: `colour ${id}` });

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const { variables } = JSON.parse(Buffer.concat(parts).toString());
    const data = { _entities: variables.representations.map(colourOf) };
    setTimeout(() => response.writeHead(200).end(JSON.stringify({ data })), AFTER_MS);
  });
}).listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(server.address().port));
