/** Where in the page somebody is: `#/history/ID?tag=sales` is area `history`, rest `ID`, query `tag=sales`. */
export interface Route {
  readonly area: string;
  readonly rest: string;
  readonly query: URLSearchParams;
}

export const HOME: Route = { area: 'phone', rest: '', query: new URLSearchParams() };

/** Reads what stands behind the `#`; anything unknown is home. */
export function readRoute(hash: string): Route {
  const match = /^#\/([a-z-]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash);
  if (match === null) {
    return HOME;
  }
  return { area: match[1] ?? HOME.area, rest: decode(match[2] ?? ''), query: new URLSearchParams(match[3] ?? '') };
}

/** The address of a place, to be put into `href` or `location.hash`. */
export function routeTo(area: string, rest = '', query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${area}${rest === '' ? '' : `/${encodeURIComponent(rest)}`}${search === '' ? '' : `?${search}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
