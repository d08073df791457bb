// `semver`: jsonwebtoken asks it whether Node is newer than 6, 15 and 16. Every n8n's Node is.
module.exports = { satisfies: () => true };
