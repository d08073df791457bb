/** How many random cases a property is tried with. */
export const PROPERTY_RUNS = Number(process.env.PROPERTY_RUNS) || 500;
