// Values apart from the schemas, so that the window has them without zod.

/** Asked for where neither the person nor krb5.conf says how long a ticket can be renewed. */
export const USUAL_RENEWABLE_SECONDS = 604_800;

/** 1 is Monday, 7 is Sunday. */
export const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;
