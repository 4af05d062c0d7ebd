import type { UpdateTenant } from "../../bridge/generated";

/** A change of a tenant that changes nothing; spread it and name what does. */
export const UNCHANGED: Omit<UpdateTenant, "id"> = {
  name: null,
  safety: null,
  environment: null,
  rate: null,
  extraCa: null,
};
