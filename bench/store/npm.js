// Saves documents with npm's write-file-atomic: a temporary file, fsync, rename. It keeps no backups
// and leaves the folder unflushed. `npm.js alone|writers FOLDER COUNT` prints the seconds it took.
const write = require("write-file-atomic");

const [mode, folder, count] = process.argv.slice(2);
const writers = mode === "writers" ? 8 : 1;
const bytes = Buffer.alloc(4096, "x");

async function work(number) {
  for (let n = 0; n < Number(count) / writers; n++) {
    await write(`${folder}/document-${number}.json`, bytes);
  }
}

const started = process.hrtime.bigint();
Promise.all(Array.from({ length: writers }, (_, number) => work(number))).then(() => {
  console.log(Number(process.hrtime.bigint() - started) / 1e9);
});
