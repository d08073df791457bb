// `util`: the two functions that jws and jwa call.
module.exports = {
	/** Only `%s` is used, to join the parts of a token and for messages. */
	format: (template, ...values) => template.replace(/%s/g, () => String(values.shift())),
	inherits(child, parent) {
		Object.setPrototypeOf(child.prototype, parent.prototype);
		Object.setPrototypeOf(child, parent);
	},
};
