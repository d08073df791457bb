// Loaded into every command by run.mjs. The line between the two breaks when run.mjs is gone,
// however it ended; then the command has to end as well, and to clean up as after a Ctrl+C.
if (process.channel) {
	process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
	// Listening must not keep a command alive that is done.
	process.channel.unref();
}
