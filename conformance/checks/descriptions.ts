/** What each kind of check does, in a sentence, under its name in the list of checks. A test compares the two. */
export const checkDescriptions: Readonly<Record<string, string>> = {
  'documented-examples': 'Sends the documented examples of a request, which a documented success must answer.',
  'valid-requests':
    'Sends ordinary requests that the contract permits, and judges all of each answer: status, media type, headers, every value.',
  credentials:
    'Sends a valid request without credentials, with another scheme and with wrong ones; each must be refused.',
  'media-types': 'Sends the same body in every JSON media type that is documented; what takes one must take all.',
  'broken-requests':
    'Sends requests that break one clause and nothing else, each beside a valid twin; the twin must be accepted and the other refused.',
  'extreme-requests':
    'Sends permitted requests that nobody expects (very long, empty, rare characters); a success or a documented refusal must answer, and no failure.',
  'oversized-bodies':
    'Sends an accepted body again, grown to 2 MiB by white space; if it is refused, then with the status for that.',
  'created-resources': 'Creates, and compares the answer, the read and the list with what was sent; ids must differ.',
  'changed-resources':
    'Creates some, changes one, and compares the answer, the read and the others with what has to be by then.',
  'deleted-resources': 'Creates, deletes, and asks for it again by every operation; the list must not hold it.',
  'refused-writes': 'Sends a write that must be refused, and looks whether anything has changed.',
  'filtered-lists': 'Creates some that match a filter and some that do not, and compares the filtered list with them.',
  'paged-lists': 'Creates more than a page holds, and reads the list page by page.',
  'embedded-children': 'Creates a child, and looks for it in its parent.',
  'scoped-resources': 'Creates under one value of a path parameter, and asks for it under another.',
  'unknown-ids': 'Asks for ids that nothing ever had; each must be refused.',
  'wrong-shaped-ids': 'Writes to ids of a wrong shape, made of one of our own; each must be refused.',
  'resource-sequences': 'Does many things in a random order, and looks at everything after each.',
  races: 'Sends several writes at once, and looks whether the end is one that some order of them explains.',
};
