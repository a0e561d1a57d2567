// Where a menu of the page is put: within the page's landmark, so that who goes from landmark to landmark meets it.
// The kit's own place is the end of the document, outside of all of them.

/** For a Menu that stands on the page; one in a sheet stays where the kit puts it. */
export function onPage(): { readonly mountNode: HTMLElement | null } {
  return { mountNode: document.querySelector('main') };
}
