import { webLightTheme } from "@fluentui/react-components";
import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Providers } from "./app/Providers";
import { connect } from "./platform/connect";
import { say } from "./shared/words/say";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("The page has no root.");
}
const platform = await connect();
createRoot(root).render(
  <Providers platform={platform} queries={new QueryClient()} theme={webLightTheme}>
    <h1>{say("app-name")}</h1>
    <p>{say("opening")}</p>
  </Providers>,
);
