// `stream`: jws offers signing as a stream too. Tokens are signed in one go, so only its parent
// class must be there.
module.exports = class Stream {};
