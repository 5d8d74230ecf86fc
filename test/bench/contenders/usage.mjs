// Loaded before the program of every process of the bench: tells what the process has used, and ends it with whoever started it.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
