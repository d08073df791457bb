// `buffer` and `safe-buffer`: Node has Buffer as a global. SlowBuffer is only patched, never made,
// and newer versions of Node have none any more.
module.exports = { Buffer, SlowBuffer: class SlowBuffer {} };
