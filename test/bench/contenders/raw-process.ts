import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** The ceiling: a server that finds the bytes of an answer by the bytes of its request, and does nothing else. */
const { PORT, ANSWERS } = process.env;
const texts = JSON.parse(readFileSync(ANSWERS!, 'utf8')) as Readonly<Record<string, string>>;
const answers = new Map(Object.entries(texts).map(([body, answer]) => [body, Buffer.from(answer)]));
const none = Buffer.from('{"errors":[{"message":"there is no such answer"}]}');

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = answers.get(Buffer.concat(chunks).toString()) ?? none;
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length });
    response.end(answer);
  });
}).listen(Number(PORT), '127.0.0.1');
