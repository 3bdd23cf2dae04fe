/** What the JSON of an access review says of its form. */
export const REVIEW_FORMAT = 'bulwark.dev/access-review/v1';
