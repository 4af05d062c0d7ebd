import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { Providers } from "./app/Providers";
import { connect } from "./platform/connect";
import { deskQueries } from "./shared/desk/queries";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("The page has no root.");
}
createRoot(root).render(
  <Providers platform={await connect()} queries={deskQueries()}>
    <App />
  </Providers>,
);
