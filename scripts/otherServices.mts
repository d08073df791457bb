/**
 * Packages of n8n that the n8n of `npm start` does without: those of nodes for other services, and of
 * parts of n8n that nobody opens beside the sandbox. They are nearly a third of all that n8n brings along. n8n
 * loads each when a node of that service is run, and says then which module is missing.
 *
 * The tests run in a whole n8n. With another version of n8n, try this one as well:
 * `N8N_NODES_VIDEOSDK_CACHE=<an empty folder> npm start -- --once`.
 */
export const OTHER_SERVICES: ReadonlySet<string> = new Set([
	// What pages of n8n's MCP server were built from.
	'@n8n/design-system',
	// Agents in Microsoft 365, and n8n's own in Discord, Slack and Linear.
	...['@microsoft/agents-a365-observability', '@microsoft/agents-a365-runtime'],
	...['@microsoft/agents-a365-tooling', '@microsoft/agents-activity', '@microsoft/agents-hosting'],
	...['@chat-adapter/discord', '@chat-adapter/slack', '@chat-adapter/linear', 'discord.js'],
	// Browsers and machines that agents work with.
	...['agent-browser', '@browserbasehq/sdk', '@browserbasehq/stagehand', '@daytona/sdk'],
	// AWS, Azure and Google: models, search, files and secrets.
	...['@aws-sdk/client-bedrock-agent-runtime', '@aws-sdk/client-bedrock-runtime', '@langchain/aws'],
	...['@aws-sdk/client-kendra', '@aws-sdk/client-sagemaker', '@aws-sdk/client-secrets-manager'],
	...['@azure/keyvault-secrets', '@azure/search-documents'],
	...['@google-cloud/resource-manager', '@google-cloud/secret-manager'],
	// Models and embeddings of Cohere and IBM.
	...['cohere-ai', '@langchain/cohere', '@ibm-cloud/watsonx-ai', 'ibm-cloud-sdk-core'],
	// Memories and vector stores.
	...['@getzep/zep-cloud', '@getzep/zep-js', 'chromadb', 'weaviate-client', '@langchain/weaviate'],
	...['@pinecone-database/pinecone', '@langchain/pinecone', '@zilliz/milvus2-sdk-node'],
	// Databases and queues.
	...['mssql', '@oracle/langchain-oracledb', 'snowflake-sdk'],
	...['@confluentinc/kafka-javascript', '@kafkajs/confluent-schema-registry'],
]);
