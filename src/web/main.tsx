import "@fontsource-variable/figtree/wght.css"
import "./styles/index.css"
import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { office } from "./parts/office.ts"
import { showTheme } from "./parts/preferences.ts"
import { router } from "./router.tsx"
import { speak } from "./words/useWords.ts"

showTheme()
await speak()
const page = document.getElementById("page")
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={office}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>
  )
}
