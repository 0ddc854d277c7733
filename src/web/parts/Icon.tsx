const paths = {
  todo: "M4 12.5l4 4L20 5.5|M4 20h16",
  calls:
    "M6.6 3.8l2.6 4.6-2 1.8c1 2.3 2.6 4 5 5.1l1.9-2 4.6 2.5c0 2.6-1.9 4.4-4.2 4.2C8.300 19.400 4.500 14.700 3.900 8 3.700 5.700 4.500 3.900 6.600 3.800z",
  now:
    "M12 12h.01|M8 16a5.600 5.600 0 0 1 0-8|M16 8a5.600 5.600 0 0 1 0 8|M5 19a9.800 9.800 0 0 1 0-14|M19 5a9.800 9.800 0 0 1 0 14",
  agents:
    "M12 3.500a4 4 0 0 1 4 4v2a4 4 0 0 1-8 0v-2a4 4 0 0 1 4-4z|M4.500 20.500c.8-3.500 3.700-5 7.500-5s6.700 1.500 7.500 5",
  deliveries: "M21 3.500L10.500 14|M21 3.500l-6.500 17-4-6.500-6.500-4z",
  insights: "M4 20h16|M7 16v-4|M12 16V5|M17 16V9",
  settings: "M4 7h9|M17 7h3|M15 5v4|M4 17h3|M11 17h9|M9 15v4|M4 12h16",
  more: "M5 12h.01|M12 12h.01|M19 12h.01",
  search: "M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13z|M15.500 15.500L20 20",
  check: "M5 12.500l4.500 4.500L19 7",
  note: "M5 4h14v11l-5 5H5z|M14 20v-5h5|M8.500 9h7|M8.500 12.500h4",
  phone:
    "M6.600 3.800l2.600 4.600-2 1.800c1 2.300 2.600 4 5 5.100l1.900-2 4.600 2.500c0 2.600-1.900 4.400-4.200 4.200C8.300 19.400 4.500 14.700 3.900 8 3.700 5.700 4.500 3.900 6.600 3.800z",
  play: "M8 5.500l11 6.500-11 6.500z",
  pause: "M8.500 5.500v13|M15.500 5.500v13",
  back: "M15 5l-7 7 7 7",
  on: "M9 5l7 7-7 7",
  download: "M12 4v11|M7.500 11l4.500 4.500 4.500-4.500|M5 20h14",
  calendar: "M4.500 6.500h15v13h-15z|M4.500 10.500h15|M8.500 4v4|M15.500 4v4",
  message: "M4 5.500h16v11H11l-4.500 4v-4H4z",
  transfer: "M4 9h14|M14 5l4 4-4 4|M20 17H8",
  warning: "M12 4.500l9 15H3z|M12 10.500v4|M12 17h.01",
  wave: "M5 10v4|M9.500 7v10|M14.500 9v6|M19 11v2",
  close: "M6 6l12 12|M18 6L6 18",
  plus: "M12 5v14|M5 12h14",
  lock: "M6 11h12v9H6z|M8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  user: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z|M5 20c.8-3.300 3.500-4.800 7-4.800s6.200 1.500 7 4.800",
  filter: "M4 6h16|M7 12h10|M10 18h4",
  globe:
    "M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z|M3.500 12h17|M12 3.500c3 2.600 3 14.400 0 17|M12 3.500c-3 2.600-3 14.400 0 17",
  tool:
    "M14.500 5.500a4.200 4.200 0 0 0-4.800 5.600L4 16.800 7.200 20l5.700-5.700a4.200 4.200 0 0 0 5.600-4.800l-2.700 2.700-2.800-.7-.7-2.800z",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z|M12 7.500V12l3 2",
  out: "M10 5H5v14h5|M10 12h10|M16 8l4 4-4 4"
} as const

export type IconName = keyof typeof paths

/** Beside a text it says nothing; alone it is named by its button. */
export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    aria-hidden="true"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.7}
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {paths[name].split("|").map((d) => <path key={d} d={d} />)}
  </svg>
)
