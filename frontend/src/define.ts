// While Home Assistant starts it replaces the registry of custom elements, and asks only
// the new one from then on. So an element is defined in both.
const first = window.customElements;

const put = (registry: CustomElementRegistry, tag: string, element: typeof HTMLElement) => {
  if (!registry.get(tag)) registry.define(tag, element);
};

export function define(tag: string, element: typeof HTMLElement): void {
  put(first, tag, element);
  void first
    .whenDefined("home-assistant")
    .then(() => put(window.customElements, tag, element))
    .catch(() => undefined);
}
