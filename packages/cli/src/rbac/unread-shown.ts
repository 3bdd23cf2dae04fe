/** Most of what is not read holds no roles, and the answer comes first. */
export const UNREAD_SHOWN = 3;
