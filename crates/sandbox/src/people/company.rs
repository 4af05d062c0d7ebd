//! The invented company: where it is, what its people do.

/// Its domain. Names under `.example` never resolve (RFC 2606).
pub(super) const DOMAIN: &str = "harbour.example";

/// Domains of people who work for it from outside.
pub(super) const OUTSIDE: [&str; 2] = ["example.com", "example.org"];

/// A place where the company is.
pub(super) struct Site {
    pub(super) city: &'static str,
    pub(super) street: &'static str,
    pub(super) region: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) country: &'static str,
    pub(super) time_zone: &'static str,
    /// Telephone numbers set aside for fiction: the fixed part, and how many digits follow.
    pub(super) phone: (&'static str, usize),
    /// The same for mobile telephones.
    pub(super) mobile: (&'static str, usize),
}

/// The places. The ranges are those that the countries' regulators keep for fiction.
pub(super) const SITES: [Site; 6] = [
    Site {
        city: "London",
        street: "Wapping Wall",
        region: "Greater London",
        postal_code: "E1W 3SS",
        country: "GB",
        time_zone: "Europe/London",
        phone: ("+44 20 7946 0", 3),
        mobile: ("+44 7700 900", 3),
    },
    Site {
        city: "Berlin",
        street: "Köpenicker Straße",
        region: "Berlin",
        postal_code: "10179",
        country: "DE",
        time_zone: "Europe/Berlin",
        phone: ("+49 30 23125 ", 3),
        mobile: ("+49 171 39200", 2),
    },
    Site {
        city: "Paris",
        street: "Quai de la Rapée",
        region: "Île-de-France",
        postal_code: "75012",
        country: "FR",
        time_zone: "Europe/Paris",
        phone: ("+33 1 99 00 ", 4),
        mobile: ("+33 6 39 98 ", 4),
    },
    Site {
        city: "Stockholm",
        street: "Hornsgatan",
        region: "Stockholms län",
        postal_code: "118 46",
        country: "SE",
        time_zone: "Europe/Stockholm",
        phone: ("+46 8 465 004 ", 2),
        mobile: ("+46 70 174 06", 2),
    },
    Site {
        city: "Washington",
        street: "Water Street SW",
        region: "DC",
        postal_code: "20024",
        country: "US",
        time_zone: "America/New_York",
        phone: ("+1 202-555-01", 2),
        mobile: ("+1 202-555-01", 2),
    },
    Site {
        city: "Sydney",
        street: "Hickson Road",
        region: "New South Wales",
        postal_code: "2000",
        country: "AU",
        time_zone: "Australia/Sydney",
        phone: ("+61 2 5550 ", 4),
        mobile: ("+61 2 7010 ", 4),
    },
];

/// A department, its number in the accounts, and what its people are called.
pub(super) struct Department {
    pub(super) name: &'static str,
    pub(super) cost_center: &'static str,
    pub(super) division: &'static str,
    pub(super) titles: [&'static str; 4],
}

const fn department(
    name: &'static str,
    cost_center: &'static str,
    division: &'static str,
    titles: [&'static str; 4],
) -> Department {
    Department {
        name,
        cost_center,
        division,
        titles,
    }
}

/// The departments.
pub(super) const DEPARTMENTS: [Department; 12] = [
    department(
        "Engineering",
        "4100",
        "Product",
        [
            "Software Engineer",
            "Senior Software Engineer",
            "Staff Engineer",
            "Engineering Manager",
        ],
    ),
    department(
        "Design",
        "4200",
        "Product",
        ["Product Designer", "Senior Designer", "User Researcher", "Design Lead"],
    ),
    department(
        "Operations",
        "5100",
        "Harbours",
        ["Berth Planner", "Crane Operator", "Shift Supervisor", "Harbour Master"],
    ),
    department(
        "Logistics",
        "5200",
        "Harbours",
        [
            "Dispatcher",
            "Freight Coordinator",
            "Customs Agent",
            "Logistics Manager",
        ],
    ),
    department(
        "Sales",
        "6100",
        "Market",
        [
            "Account Executive",
            "Sales Representative",
            "Key Account Manager",
            "Sales Manager",
        ],
    ),
    department(
        "Marketing",
        "6200",
        "Market",
        [
            "Content Editor",
            "Campaign Manager",
            "Brand Manager",
            "Marketing Analyst",
        ],
    ),
    department(
        "Customer Support",
        "6300",
        "Market",
        [
            "Support Agent",
            "Support Engineer",
            "Escalation Manager",
            "Support Team Lead",
        ],
    ),
    department(
        "Finance",
        "7100",
        "Services",
        ["Accountant", "Controller", "Payroll Specialist", "Treasurer"],
    ),
    department(
        "Human Resources",
        "7200",
        "Services",
        [
            "Recruiter",
            "HR Business Partner",
            "Learning Specialist",
            "Compensation Analyst",
        ],
    ),
    department(
        "Legal",
        "7300",
        "Services",
        ["Counsel", "Paralegal", "Privacy Officer", "Contract Manager"],
    ),
    department(
        "IT",
        "7400",
        "Services",
        [
            "Systems Administrator",
            "Identity Engineer",
            "Service Desk Analyst",
            "Security Engineer",
        ],
    ),
    department(
        "Research & Development",
        "4300",
        "Product",
        [
            "Research Scientist",
            "Data Scientist",
            "Lab Technician",
            "Principal Investigator",
        ],
    ),
];

/// What apps call what someone may do there.
pub(super) const ROLES: [&str; 4] = ["Member", "Viewer", "Editor", "Admin"];

/// Projects, for groups.
pub(super) const PROJECTS: [&str; 8] = [
    "Aurora",
    "Bóreas",
    "Čapek",
    "東風",
    "Éole",
    "Φάρος",
    "Gezeiten",
    "Штурман",
];
