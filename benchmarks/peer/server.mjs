// The peer: @neo4j/graphql with Apollo Server, set up as in their manuals, on a free loopback port.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD));
const typeDefs = readFileSync(new URL("typedefs.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { host: "127.0.0.1", port: 0 },
  context: async () => ({ sessionConfig: { database: NEO4J_DATABASE } }),
});
console.log(`ready: ${url}`);
