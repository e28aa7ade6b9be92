// Runs the audits of GraphQL over HTTP against a server, and prints each with its outcome as JSON.
// node audits.mjs URL: graphql-http is resolved from the working directory.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { serverAudits } = createRequire(join(process.cwd(), 'package.json'))('graphql-http');
const outcomes = {};
for (const audit of serverAudits({ url: process.argv[2] })) {
  const { status, reason } = await audit.fn();
  outcomes[`${audit.id} ${audit.name}`] = status === 'ok' ? 'ok' : `${status}: ${reason}`;
}
console.log(JSON.stringify(outcomes));
