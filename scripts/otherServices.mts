/**
 * Packages of n8n's dependencies that belong to nodes for other services, or to parts of n8n that nobody
 * opens beside the sandbox. n8n loads each when a workflow runs such a node, and says then what is missing.
 */
export const OTHER_SERVICES: ReadonlySet<string> = new Set([]);
