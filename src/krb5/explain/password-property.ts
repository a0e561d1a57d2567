/** DOMAIN_PASSWORD_COMPLEX of [MS-SAMR] 2.2.1.10 and its neighbours. */
export const PasswordProperty = { COMPLEX: 1, REFUSE_CHANGE: 32 } as const;
