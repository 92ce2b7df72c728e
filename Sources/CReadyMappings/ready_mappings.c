#include "CReadyMappings.h"

// Written by `make mappings` from the files in `mappings/` and `samples/`. To add a ready mapping: its file in
// `mappings/`, its input in `samples/NAME/`, and that command.

static const uint8_t activecampaign_contacts[] = {
#embed "../../mappings/activecampaign-contacts.json"
};
static const uint8_t activecampaign_contacts_sample[] = {
#embed "../../samples/activecampaign-contacts/input.csv"
};

static const uint8_t activecampaign_webhook[] = {
#embed "../../mappings/activecampaign-webhook.json"
};
static const uint8_t activecampaign_webhook_sample[] = {
#embed "../../samples/activecampaign-webhook/input.urlencoded"
};

static const uint8_t brevo_contacts[] = {
#embed "../../mappings/brevo-contacts.json"
};
static const uint8_t brevo_contacts_sample[] = {
#embed "../../samples/brevo-contacts/input.csv"
};

static const uint8_t calendly_webhook[] = {
#embed "../../mappings/calendly-webhook.json"
};
static const uint8_t calendly_webhook_sample[] = {
#embed "../../samples/calendly-webhook/input.jsonl"
};

static const uint8_t contact_form_7_webhook[] = {
#embed "../../mappings/contact-form-7-webhook.json"
};
static const uint8_t contact_form_7_webhook_sample[] = {
#embed "../../samples/contact-form-7-webhook/input.jsonl"
};

static const uint8_t elementor_advanced[] = {
#embed "../../mappings/elementor-advanced.json"
};
static const uint8_t elementor_advanced_sample[] = {
#embed "../../samples/elementor-advanced/input.urlencoded"
};

static const uint8_t elementor_simple[] = {
#embed "../../mappings/elementor-simple.json"
};
static const uint8_t elementor_simple_sample[] = {
#embed "../../samples/elementor-simple/input.urlencoded"
};

static const uint8_t fillout_webhook[] = {
#embed "../../mappings/fillout-webhook.json"
};
static const uint8_t fillout_webhook_sample[] = {
#embed "../../samples/fillout-webhook/input.jsonl"
};

static const uint8_t formstack_webhook[] = {
#embed "../../mappings/formstack-webhook.json"
};
static const uint8_t formstack_webhook_sample[] = {
#embed "../../samples/formstack-webhook/input.urlencoded"
};

static const uint8_t freshsales_contacts[] = {
#embed "../../mappings/freshsales-contacts.json"
};
static const uint8_t freshsales_contacts_sample[] = {
#embed "../../samples/freshsales-contacts/input.csv"
};

static const uint8_t generic_contacts[] = {
#embed "../../mappings/generic-contacts.json"
};
static const uint8_t generic_contacts_sample[] = {
#embed "../../samples/generic-contacts/input.csv"
};

static const uint8_t gohighlevel_contact_webhook[] = {
#embed "../../mappings/gohighlevel-contact-webhook.json"
};
static const uint8_t gohighlevel_contact_webhook_sample[] = {
#embed "../../samples/gohighlevel-contact-webhook/input.jsonl"
};

static const uint8_t google_ads_leads[] = {
#embed "../../mappings/google-ads-leads.json"
};
static const uint8_t google_ads_leads_sample[] = {
255, 254, 76, 0, 101, 0, 97, 0, 100, 0, 32, 0, 102, 0, 111, 0, 114, 0, 109, 0, 32, 0, 108, 0,
101, 0, 97, 0, 100, 0, 115, 0, 13, 0, 10, 0, 74, 0, 97, 0, 110, 0, 117, 0, 97, 0, 114, 0,
121, 0, 32, 0, 49, 0, 44, 0, 32, 0, 50, 0, 48, 0, 50, 0, 54, 0, 32, 0, 45, 0, 32, 0,
74, 0, 97, 0, 110, 0, 117, 0, 97, 0, 114, 0, 121, 0, 32, 0, 51, 0, 49, 0, 44, 0, 32, 0,
50, 0, 48, 0, 50, 0, 54, 0, 13, 0, 10, 0, 76, 0, 101, 0, 97, 0, 100, 0, 32, 0, 73, 0,
68, 0, 9, 0, 71, 0, 67, 0, 76, 0, 73, 0, 68, 0, 9, 0, 67, 0, 97, 0, 109, 0, 112, 0,
97, 0, 105, 0, 103, 0, 110, 0, 32, 0, 78, 0, 97, 0, 109, 0, 101, 0, 9, 0, 65, 0, 100, 0,
32, 0, 71, 0, 114, 0, 111, 0, 117, 0, 112, 0, 32, 0, 78, 0, 97, 0, 109, 0, 101, 0, 9, 0,
76, 0, 101, 0, 97, 0, 100, 0, 32, 0, 70, 0, 111, 0, 114, 0, 109, 0, 32, 0, 78, 0, 97, 0,
109, 0, 101, 0, 9, 0, 68, 0, 97, 0, 116, 0, 101, 0, 32, 0, 83, 0, 117, 0, 98, 0, 109, 0,
105, 0, 116, 0, 116, 0, 101, 0, 100, 0, 9, 0, 85, 0, 115, 0, 101, 0, 114, 0, 32, 0, 80, 0,
104, 0, 111, 0, 110, 0, 101, 0, 9, 0, 85, 0, 115, 0, 101, 0, 114, 0, 32, 0, 69, 0, 109, 0,
97, 0, 105, 0, 108, 0, 9, 0, 85, 0, 115, 0, 101, 0, 114, 0, 32, 0, 78, 0, 97, 0, 109, 0,
101, 0, 9, 0, 85, 0, 115, 0, 101, 0, 114, 0, 32, 0, 67, 0, 105, 0, 116, 0, 121, 0, 9, 0,
67, 0, 111, 0, 117, 0, 110, 0, 116, 0, 114, 0, 121, 0, 9, 0, 87, 0, 104, 0, 105, 0, 99, 0,
104, 0, 32, 0, 112, 0, 114, 0, 111, 0, 100, 0, 117, 0, 99, 0, 116, 0, 63, 0, 9, 0, 73, 0,
115, 0, 32, 0, 84, 0, 101, 0, 115, 0, 116, 0, 13, 0, 10, 0, 84, 0, 101, 0, 83, 0, 116, 0,
101, 0, 114, 0, 45, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 69, 0, 65, 0, 73, 0, 97, 0,
73, 0, 81, 0, 111, 0, 98, 0, 67, 0, 104, 0, 77, 0, 73, 0, 48, 0, 101, 0, 120, 0, 97, 0,
109, 0, 112, 0, 108, 0, 101, 0, 9, 0, 83, 0, 101, 0, 97, 0, 114, 0, 99, 0, 104, 0, 9, 0,
71, 0, 114, 0, 111, 0, 117, 0, 112, 0, 32, 0, 49, 0, 9, 0, 67, 0, 97, 0, 108, 0, 108, 0,
98, 0, 97, 0, 99, 0, 107, 0, 9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 49, 0,
45, 0, 48, 0, 53, 0, 32, 0, 49, 0, 52, 0, 58, 0, 51, 0, 48, 0, 58, 0, 48, 0, 48, 0,
9, 0, 43, 0, 57, 0, 49, 0, 57, 0, 56, 0, 55, 0, 54, 0, 53, 0, 52, 0, 51, 0, 50, 0,
49, 0, 48, 0, 9, 0, 97, 0, 110, 0, 110, 0, 64, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0,
108, 0, 101, 0, 46, 0, 99, 0, 111, 0, 109, 0, 9, 0, 65, 0, 110, 0, 110, 0, 32, 0, 76, 0,
101, 0, 101, 0, 9, 0, 9, 0, 9, 0, 87, 0, 105, 0, 100, 0, 103, 0, 101, 0, 116, 0, 115, 0,
9, 0, 13, 0, 10, 0, 84, 0, 101, 0, 83, 0, 116, 0, 101, 0, 114, 0, 45, 0, 48, 0, 48, 0,
48, 0, 50, 0, 9, 0, 69, 0, 65, 0, 73, 0, 97, 0, 73, 0, 81, 0, 111, 0, 98, 0, 67, 0,
104, 0, 77, 0, 73, 0, 48, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 9, 0,
83, 0, 101, 0, 97, 0, 114, 0, 99, 0, 104, 0, 9, 0, 71, 0, 114, 0, 111, 0, 117, 0, 112, 0,
32, 0, 49, 0, 9, 0, 67, 0, 97, 0, 108, 0, 108, 0, 98, 0, 97, 0, 99, 0, 107, 0, 9, 0,
50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 49, 0, 45, 0, 48, 0, 53, 0, 32, 0, 49, 0,
52, 0, 58, 0, 51, 0, 48, 0, 58, 0, 48, 0, 48, 0, 9, 0, 48, 0, 51, 0, 48, 0, 32, 0,
50, 0, 51, 0, 49, 0, 50, 0, 53, 0, 49, 0, 50, 0, 51, 0, 9, 0, 122, 0, 111, 0, 101, 0,
64, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 46, 0, 99, 0, 111, 0, 109, 0,
9, 0, 90, 0, 111, 0, 235, 0, 32, 0, 71, 0, 114, 0, 111, 0, 223, 0, 9, 0, 66, 0, 101, 0,
114, 0, 108, 0, 105, 0, 110, 0, 9, 0, 68, 0, 69, 0, 9, 0, 83, 0, 101, 0, 114, 0, 118, 0,
105, 0, 99, 0, 101, 0, 44, 0, 32, 0, 112, 0, 108, 0, 101, 0, 97, 0, 115, 0, 101, 0, 9, 0,
13, 0, 10, 0, 84, 0, 101, 0, 83, 0, 116, 0, 101, 0, 114, 0, 45, 0, 48, 0, 48, 0, 48, 0,
51, 0, 9, 0, 69, 0, 65, 0, 73, 0, 97, 0, 73, 0, 81, 0, 111, 0, 98, 0, 67, 0, 104, 0,
77, 0, 73, 0, 48, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 9, 0, 83, 0,
101, 0, 97, 0, 114, 0, 99, 0, 104, 0, 9, 0, 71, 0, 114, 0, 111, 0, 117, 0, 112, 0, 32, 0,
49, 0, 9, 0, 67, 0, 97, 0, 108, 0, 108, 0, 98, 0, 97, 0, 99, 0, 107, 0, 9, 0, 50, 0,
48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 49, 0, 45, 0, 48, 0, 53, 0, 32, 0, 49, 0, 52, 0,
58, 0, 51, 0, 48, 0, 58, 0, 48, 0, 48, 0, 9, 0, 43, 0, 57, 0, 55, 0, 50, 0, 32, 0,
53, 0, 48, 0, 45, 0, 50, 0, 51, 0, 52, 0, 45, 0, 53, 0, 54, 0, 55, 0, 56, 0, 9, 0,
9, 0, 211, 5, 224, 5, 212, 5, 32, 0, 219, 5, 212, 5, 223, 5, 9, 0, 9, 0, 9, 0, 9, 0,
13, 0, 10, 0, 84, 0, 101, 0, 83, 0, 116, 0, 101, 0, 114, 0, 45, 0, 48, 0, 48, 0, 48, 0,
52, 0, 9, 0, 69, 0, 65, 0, 73, 0, 97, 0, 73, 0, 81, 0, 111, 0, 98, 0, 67, 0, 104, 0,
77, 0, 73, 0, 48, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 9, 0, 83, 0,
101, 0, 97, 0, 114, 0, 99, 0, 104, 0, 9, 0, 71, 0, 114, 0, 111, 0, 117, 0, 112, 0, 32, 0,
49, 0, 9, 0, 67, 0, 97, 0, 108, 0, 108, 0, 98, 0, 97, 0, 99, 0, 107, 0, 9, 0, 50, 0,
48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 49, 0, 45, 0, 48, 0, 53, 0, 32, 0, 49, 0, 52, 0,
58, 0, 51, 0, 48, 0, 58, 0, 48, 0, 48, 0, 9, 0, 9, 0, 116, 0, 101, 0, 115, 0, 116, 0,
64, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 46, 0, 99, 0, 111, 0, 109, 0,
9, 0, 70, 0, 105, 0, 114, 0, 115, 0, 116, 0, 78, 0, 97, 0, 109, 0, 101, 0, 32, 0, 76, 0,
97, 0, 115, 0, 116, 0, 78, 0, 97, 0, 109, 0, 101, 0, 9, 0, 9, 0, 9, 0, 9, 0, 84, 0,
82, 0, 85, 0, 69, 0, 13, 0, 10, 0, 84, 0, 101, 0, 83, 0, 116, 0, 101, 0, 114, 0, 45, 0,
48, 0, 48, 0, 48, 0, 53, 0, 9, 0, 69, 0, 65, 0, 73, 0, 97, 0, 73, 0, 81, 0, 111, 0,
98, 0, 67, 0, 104, 0, 77, 0, 73, 0, 48, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0,
101, 0, 9, 0, 83, 0, 101, 0, 97, 0, 114, 0, 99, 0, 104, 0, 9, 0, 71, 0, 114, 0, 111, 0,
117, 0, 112, 0, 32, 0, 49, 0, 9, 0, 67, 0, 97, 0, 108, 0, 108, 0, 98, 0, 97, 0, 99, 0,
107, 0, 9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 49, 0, 45, 0, 48, 0, 53, 0,
32, 0, 49, 0, 52, 0, 58, 0, 51, 0, 48, 0, 58, 0, 48, 0, 48, 0, 9, 0, 9, 0, 110, 0,
111, 0, 98, 0, 111, 0, 100, 0, 121, 0, 64, 0, 9, 0, 78, 0, 111, 0, 98, 0, 111, 0, 100, 0,
121, 0, 32, 0, 82, 0, 101, 0, 97, 0, 99, 0, 104, 0, 97, 0, 98, 0, 108, 0, 101, 0, 9, 0,
9, 0, 9, 0, 9, 0, 13, 0, 10, 0,
};

static const uint8_t google_ads_webhook[] = {
#embed "../../mappings/google-ads-webhook.json"
};
static const uint8_t google_ads_webhook_sample[] = {
#embed "../../samples/google-ads-webhook/input.jsonl"
};

static const uint8_t google_contacts[] = {
#embed "../../mappings/google-contacts.json"
};
static const uint8_t google_contacts_sample[] = {
#embed "../../samples/google-contacts/input.csv"
};

static const uint8_t google_contacts_legacy[] = {
#embed "../../mappings/google-contacts-legacy.json"
};
static const uint8_t google_contacts_legacy_sample[] = {
#embed "../../samples/google-contacts-legacy/input.csv"
};

static const uint8_t google_forms_apps_script[] = {
#embed "../../mappings/google-forms-apps-script.json"
};
static const uint8_t google_forms_apps_script_sample[] = {
#embed "../../samples/google-forms-apps-script/input.jsonl"
};

static const uint8_t google_forms_responses[] = {
#embed "../../mappings/google-forms-responses.json"
};
static const uint8_t google_forms_responses_sample[] = {
#embed "../../samples/google-forms-responses/input.csv"
};

static const uint8_t gravity_forms_entries[] = {
#embed "../../mappings/gravity-forms-entries.json"
};
static const uint8_t gravity_forms_entries_sample[] = {
#embed "../../samples/gravity-forms-entries/input.csv"
};

static const uint8_t gravity_forms_webhook[] = {
#embed "../../mappings/gravity-forms-webhook.json"
};
static const uint8_t gravity_forms_webhook_sample[] = {
#embed "../../samples/gravity-forms-webhook/input.jsonl"
};

static const uint8_t html_form[] = {
#embed "../../mappings/html-form.json"
};
static const uint8_t html_form_sample[] = {
#embed "../../samples/html-form/input.urlencoded"
};

static const uint8_t hubspot_contacts[] = {
#embed "../../mappings/hubspot-contacts.json"
};
static const uint8_t hubspot_contacts_sample[] = {
#embed "../../samples/hubspot-contacts/input.csv"
};

static const uint8_t hubspot_contacts_api[] = {
#embed "../../mappings/hubspot-contacts-api.json"
};
static const uint8_t hubspot_contacts_api_sample[] = {
#embed "../../samples/hubspot-contacts-api/input.jsonl"
};

static const uint8_t hubspot_events_webhook[] = {
#embed "../../mappings/hubspot-events-webhook.json"
};
static const uint8_t hubspot_events_webhook_sample[] = {
#embed "../../samples/hubspot-events-webhook/input.json"
};

static const uint8_t hubspot_forms_webhook[] = {
#embed "../../mappings/hubspot-forms-webhook.json"
};
static const uint8_t hubspot_forms_webhook_sample[] = {
#embed "../../samples/hubspot-forms-webhook/input.jsonl"
};

static const uint8_t inbox_chats[] = {
#embed "../../mappings/inbox-chats.json"
};
static const uint8_t inbox_chats_sample[] = {
#embed "../../samples/inbox-chats/input.jsonl"
};

static const uint8_t intercom_contact_webhook[] = {
#embed "../../mappings/intercom-contact-webhook.json"
};
static const uint8_t intercom_contact_webhook_sample[] = {
#embed "../../samples/intercom-contact-webhook/input.jsonl"
};

static const uint8_t jotform_submissions[] = {
#embed "../../mappings/jotform-submissions.json"
};
static const uint8_t jotform_submissions_sample[] = {
#embed "../../samples/jotform-submissions/input.csv"
};

static const uint8_t jotform_submissions_api[] = {
#embed "../../mappings/jotform-submissions-api.json"
};
static const uint8_t jotform_submissions_api_sample[] = {
#embed "../../samples/jotform-submissions-api/input.jsonl"
};

static const uint8_t jotform_webhook[] = {
#embed "../../mappings/jotform-webhook.json"
};
static const uint8_t jotform_webhook_sample[] = {
#embed "../../samples/jotform-webhook/input.multipart"
};

static const uint8_t kit_subscribers[] = {
#embed "../../mappings/kit-subscribers.json"
};
static const uint8_t kit_subscribers_sample[] = {
#embed "../../samples/kit-subscribers/input.csv"
};

static const uint8_t linkedin_connections[] = {
#embed "../../mappings/linkedin-connections.json"
};
static const uint8_t linkedin_connections_sample[] = {
#embed "../../samples/linkedin-connections/input.csv"
};

static const uint8_t linkedin_lead[] = {
#embed "../../mappings/linkedin-lead.json"
};
static const uint8_t linkedin_lead_sample[] = {
#embed "../../samples/linkedin-lead/input.jsonl"
};

static const uint8_t linkedin_lead_gen[] = {
#embed "../../mappings/linkedin-lead-gen.json"
};
static const uint8_t linkedin_lead_gen_sample[] = {
#embed "../../samples/linkedin-lead-gen/input.csv"
};

static const uint8_t linkedin_lead_notification[] = {
#embed "../../mappings/linkedin-lead-notification.json"
};
static const uint8_t linkedin_lead_notification_sample[] = {
#embed "../../samples/linkedin-lead-notification/input.jsonl"
};

static const uint8_t mailchimp_contacts[] = {
#embed "../../mappings/mailchimp-contacts.json"
};
static const uint8_t mailchimp_contacts_sample[] = {
#embed "../../samples/mailchimp-contacts/input.csv"
};

static const uint8_t mailchimp_webhook[] = {
#embed "../../mappings/mailchimp-webhook.json"
};
static const uint8_t mailchimp_webhook_sample[] = {
#embed "../../samples/mailchimp-webhook/input.urlencoded"
};

static const uint8_t meta_lead[] = {
#embed "../../mappings/meta-lead.json"
};
static const uint8_t meta_lead_sample[] = {
#embed "../../samples/meta-lead/input.jsonl"
};

static const uint8_t meta_lead_ads[] = {
#embed "../../mappings/meta-lead-ads.json"
};
static const uint8_t meta_lead_ads_sample[] = {
255, 254, 105, 0, 100, 0, 9, 0, 99, 0, 114, 0, 101, 0, 97, 0, 116, 0, 101, 0, 100, 0, 95, 0,
116, 0, 105, 0, 109, 0, 101, 0, 9, 0, 97, 0, 100, 0, 95, 0, 105, 0, 100, 0, 9, 0, 97, 0,
100, 0, 95, 0, 110, 0, 97, 0, 109, 0, 101, 0, 9, 0, 97, 0, 100, 0, 115, 0, 101, 0, 116, 0,
95, 0, 105, 0, 100, 0, 9, 0, 97, 0, 100, 0, 115, 0, 101, 0, 116, 0, 95, 0, 110, 0, 97, 0,
109, 0, 101, 0, 9, 0, 99, 0, 97, 0, 109, 0, 112, 0, 97, 0, 105, 0, 103, 0, 110, 0, 95, 0,
105, 0, 100, 0, 9, 0, 99, 0, 97, 0, 109, 0, 112, 0, 97, 0, 105, 0, 103, 0, 110, 0, 95, 0,
110, 0, 97, 0, 109, 0, 101, 0, 9, 0, 102, 0, 111, 0, 114, 0, 109, 0, 95, 0, 105, 0, 100, 0,
9, 0, 102, 0, 111, 0, 114, 0, 109, 0, 95, 0, 110, 0, 97, 0, 109, 0, 101, 0, 9, 0, 105, 0,
115, 0, 95, 0, 111, 0, 114, 0, 103, 0, 97, 0, 110, 0, 105, 0, 99, 0, 9, 0, 112, 0, 108, 0,
97, 0, 116, 0, 102, 0, 111, 0, 114, 0, 109, 0, 9, 0, 119, 0, 104, 0, 97, 0, 116, 0, 95, 0,
105, 0, 115, 0, 95, 0, 121, 0, 111, 0, 117, 0, 114, 0, 95, 0, 98, 0, 117, 0, 100, 0, 103, 0,
101, 0, 116, 0, 63, 0, 9, 0, 99, 0, 111, 0, 117, 0, 110, 0, 116, 0, 114, 0, 121, 0, 9, 0,
102, 0, 117, 0, 108, 0, 108, 0, 95, 0, 110, 0, 97, 0, 109, 0, 101, 0, 9, 0, 101, 0, 109, 0,
97, 0, 105, 0, 108, 0, 9, 0, 112, 0, 104, 0, 111, 0, 110, 0, 101, 0, 95, 0, 110, 0, 117, 0,
109, 0, 98, 0, 101, 0, 114, 0, 9, 0, 108, 0, 101, 0, 97, 0, 100, 0, 95, 0, 115, 0, 116, 0,
97, 0, 116, 0, 117, 0, 115, 0, 13, 0, 10, 0, 108, 0, 58, 0, 49, 0, 50, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0,
9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 50, 0, 45, 0, 50, 0, 56, 0, 84, 0,
48, 0, 51, 0, 58, 0, 52, 0, 57, 0, 58, 0, 49, 0, 52, 0, 45, 0, 48, 0, 53, 0, 58, 0,
48, 0, 48, 0, 9, 0, 97, 0, 103, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0,
9, 0, 65, 0, 100, 0, 32, 0, 49, 0, 9, 0, 97, 0, 115, 0, 58, 0, 49, 0, 50, 0, 48, 0,
50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 50, 0, 9, 0, 83, 0, 101, 0, 116, 0, 32, 0, 49, 0, 9, 0, 99, 0, 58, 0,
49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 51, 0, 9, 0, 83, 0, 112, 0, 114, 0, 105, 0, 110, 0,
103, 0, 9, 0, 102, 0, 58, 0, 57, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 67, 0, 111, 0, 110, 0, 116, 0,
97, 0, 99, 0, 116, 0, 32, 0, 117, 0, 115, 0, 9, 0, 102, 0, 97, 0, 108, 0, 115, 0, 101, 0,
9, 0, 105, 0, 103, 0, 9, 0, 49, 0, 48, 0, 107, 0, 45, 0, 50, 0, 48, 0, 107, 0, 9, 0,
9, 0, 57, 6, 68, 6, 74, 6, 32, 0, 45, 6, 51, 6, 70, 6, 9, 0, 97, 0, 108, 0, 105, 0,
64, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 46, 0, 99, 0, 111, 0, 109, 0,
9, 0, 112, 0, 58, 0, 43, 0, 50, 0, 48, 0, 49, 0, 48, 0, 48, 0, 49, 0, 50, 0, 51, 0,
52, 0, 53, 0, 54, 0, 55, 0, 9, 0, 67, 0, 82, 0, 69, 0, 65, 0, 84, 0, 69, 0, 68, 0,
13, 0, 10, 0, 108, 0, 58, 0, 49, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 50, 0, 9, 0, 50, 0, 48, 0, 50, 0,
54, 0, 45, 0, 48, 0, 50, 0, 45, 0, 50, 0, 56, 0, 84, 0, 48, 0, 51, 0, 58, 0, 52, 0,
57, 0, 58, 0, 49, 0, 52, 0, 45, 0, 48, 0, 53, 0, 58, 0, 48, 0, 48, 0, 9, 0, 9, 0,
9, 0, 97, 0, 115, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 50, 0, 9, 0, 83, 0,
101, 0, 116, 0, 32, 0, 49, 0, 9, 0, 99, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
51, 0, 9, 0, 83, 0, 112, 0, 114, 0, 105, 0, 110, 0, 103, 0, 9, 0, 102, 0, 58, 0, 57, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 49, 0, 9, 0, 67, 0, 111, 0, 110, 0, 116, 0, 97, 0, 99, 0, 116, 0, 32, 0, 117, 0,
115, 0, 9, 0, 116, 0, 114, 0, 117, 0, 101, 0, 9, 0, 102, 0, 98, 0, 9, 0, 9, 0, 9, 0,
65, 0, 110, 0, 110, 0, 32, 0, 76, 0, 101, 0, 101, 0, 9, 0, 97, 0, 110, 0, 110, 0, 64, 0,
101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 46, 0, 99, 0, 111, 0, 109, 0, 9, 0,
112, 0, 58, 0, 50, 0, 48, 0, 49, 0, 53, 0, 53, 0, 53, 0, 48, 0, 49, 0, 50, 0, 51, 0,
9, 0, 67, 0, 82, 0, 69, 0, 65, 0, 84, 0, 69, 0, 68, 0, 13, 0, 10, 0, 108, 0, 58, 0,
49, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 51, 0, 9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 50, 0,
45, 0, 50, 0, 56, 0, 84, 0, 48, 0, 51, 0, 58, 0, 52, 0, 57, 0, 58, 0, 49, 0, 52, 0,
45, 0, 48, 0, 53, 0, 58, 0, 48, 0, 48, 0, 9, 0, 97, 0, 103, 0, 58, 0, 49, 0, 50, 0,
48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 65, 0, 100, 0, 32, 0, 49, 0, 9, 0, 97, 0, 115, 0,
58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 50, 0, 9, 0, 83, 0, 101, 0, 116, 0, 32, 0,
49, 0, 9, 0, 99, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 51, 0, 9, 0, 83, 0,
112, 0, 114, 0, 105, 0, 110, 0, 103, 0, 9, 0, 102, 0, 58, 0, 57, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0,
67, 0, 111, 0, 110, 0, 116, 0, 97, 0, 99, 0, 116, 0, 32, 0, 117, 0, 115, 0, 9, 0, 102, 0,
97, 0, 108, 0, 115, 0, 101, 0, 9, 0, 102, 0, 98, 0, 9, 0, 9, 0, 85, 0, 83, 0, 9, 0,
66, 0, 111, 0, 98, 0, 32, 0, 66, 0, 105, 0, 108, 0, 108, 0, 101, 0, 114, 0, 9, 0, 98, 0,
111, 0, 98, 0, 64, 0, 101, 0, 120, 0, 97, 0, 109, 0, 112, 0, 108, 0, 101, 0, 46, 0, 99, 0,
111, 0, 109, 0, 9, 0, 112, 0, 58, 0, 40, 0, 50, 0, 48, 0, 49, 0, 41, 0, 32, 0, 53, 0,
53, 0, 53, 0, 45, 0, 48, 0, 49, 0, 50, 0, 52, 0, 9, 0, 81, 0, 117, 0, 97, 0, 108, 0,
105, 0, 102, 0, 105, 0, 101, 0, 100, 0, 13, 0, 10, 0, 108, 0, 58, 0, 49, 0, 50, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
52, 0, 9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 50, 0, 45, 0, 50, 0, 56, 0,
84, 0, 48, 0, 51, 0, 58, 0, 52, 0, 57, 0, 58, 0, 49, 0, 52, 0, 45, 0, 48, 0, 53, 0,
58, 0, 48, 0, 48, 0, 9, 0, 89, 0, 111, 0, 117, 0, 32, 0, 100, 0, 111, 0, 110, 0, 39, 0,
116, 0, 32, 0, 104, 0, 97, 0, 118, 0, 101, 0, 32, 0, 101, 0, 110, 0, 111, 0, 117, 0, 103, 0,
104, 0, 32, 0, 112, 0, 101, 0, 114, 0, 109, 0, 105, 0, 115, 0, 115, 0, 105, 0, 111, 0, 110, 0,
32, 0, 116, 0, 111, 0, 32, 0, 118, 0, 105, 0, 101, 0, 119, 0, 32, 0, 116, 0, 104, 0, 105, 0,
115, 0, 9, 0, 65, 0, 100, 0, 32, 0, 49, 0, 9, 0, 97, 0, 115, 0, 58, 0, 49, 0, 50, 0,
48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 50, 0, 9, 0, 83, 0, 101, 0, 116, 0, 32, 0, 49, 0, 9, 0, 99, 0,
58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 51, 0, 9, 0, 83, 0, 112, 0, 114, 0, 105, 0,
110, 0, 103, 0, 9, 0, 102, 0, 58, 0, 57, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 67, 0, 111, 0, 110, 0,
116, 0, 97, 0, 99, 0, 116, 0, 32, 0, 117, 0, 115, 0, 9, 0, 102, 0, 97, 0, 108, 0, 115, 0,
101, 0, 9, 0, 105, 0, 103, 0, 9, 0, 9, 0, 9, 0, 27, 14, 35, 14, 53, 14, 34, 14, 50, 14,
32, 0, 67, 14, 8, 14, 20, 14, 53, 14, 9, 0, 9, 0, 112, 0, 58, 0, 43, 0, 54, 0, 54, 0,
56, 0, 49, 0, 50, 0, 51, 0, 52, 0, 53, 0, 54, 0, 55, 0, 56, 0, 9, 0, 67, 0, 82, 0,
69, 0, 65, 0, 84, 0, 69, 0, 68, 0, 13, 0, 10, 0, 108, 0, 58, 0, 49, 0, 50, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
53, 0, 9, 0, 50, 0, 48, 0, 50, 0, 54, 0, 45, 0, 48, 0, 50, 0, 45, 0, 50, 0, 56, 0,
84, 0, 48, 0, 51, 0, 58, 0, 52, 0, 57, 0, 58, 0, 49, 0, 52, 0, 45, 0, 48, 0, 53, 0,
58, 0, 48, 0, 48, 0, 9, 0, 97, 0, 103, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
49, 0, 9, 0, 65, 0, 100, 0, 32, 0, 49, 0, 9, 0, 97, 0, 115, 0, 58, 0, 49, 0, 50, 0,
48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 50, 0, 9, 0, 83, 0, 101, 0, 116, 0, 32, 0, 49, 0, 9, 0, 99, 0,
58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 51, 0, 9, 0, 83, 0, 112, 0, 114, 0, 105, 0,
110, 0, 103, 0, 9, 0, 102, 0, 58, 0, 57, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 67, 0, 111, 0, 110, 0,
116, 0, 97, 0, 99, 0, 116, 0, 32, 0, 117, 0, 115, 0, 9, 0, 102, 0, 97, 0, 108, 0, 115, 0,
101, 0, 9, 0, 102, 0, 98, 0, 9, 0, 60, 0, 116, 0, 101, 0, 115, 0, 116, 0, 32, 0, 108, 0,
101, 0, 97, 0, 100, 0, 58, 0, 32, 0, 100, 0, 117, 0, 109, 0, 109, 0, 121, 0, 32, 0, 100, 0,
97, 0, 116, 0, 97, 0, 32, 0, 102, 0, 111, 0, 114, 0, 32, 0, 119, 0, 104, 0, 97, 0, 116, 0,
95, 0, 105, 0, 115, 0, 95, 0, 121, 0, 111, 0, 117, 0, 114, 0, 95, 0, 98, 0, 117, 0, 100, 0,
103, 0, 101, 0, 116, 0, 63, 0, 62, 0, 9, 0, 9, 0, 60, 0, 116, 0, 101, 0, 115, 0, 116, 0,
32, 0, 108, 0, 101, 0, 97, 0, 100, 0, 58, 0, 32, 0, 100, 0, 117, 0, 109, 0, 109, 0, 121, 0,
32, 0, 100, 0, 97, 0, 116, 0, 97, 0, 32, 0, 102, 0, 111, 0, 114, 0, 32, 0, 102, 0, 117, 0,
108, 0, 108, 0, 95, 0, 110, 0, 97, 0, 109, 0, 101, 0, 62, 0, 9, 0, 116, 0, 101, 0, 115, 0,
116, 0, 64, 0, 109, 0, 101, 0, 116, 0, 97, 0, 46, 0, 99, 0, 111, 0, 109, 0, 9, 0, 112, 0,
58, 0, 60, 0, 116, 0, 101, 0, 115, 0, 116, 0, 32, 0, 108, 0, 101, 0, 97, 0, 100, 0, 58, 0,
32, 0, 100, 0, 117, 0, 109, 0, 109, 0, 121, 0, 32, 0, 100, 0, 97, 0, 116, 0, 97, 0, 32, 0,
102, 0, 111, 0, 114, 0, 32, 0, 112, 0, 104, 0, 111, 0, 110, 0, 101, 0, 95, 0, 110, 0, 117, 0,
109, 0, 98, 0, 101, 0, 114, 0, 62, 0, 9, 0, 67, 0, 82, 0, 69, 0, 65, 0, 84, 0, 69, 0,
68, 0, 13, 0, 10, 0, 108, 0, 58, 0, 49, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 54, 0, 9, 0, 50, 0, 48, 0,
50, 0, 54, 0, 45, 0, 48, 0, 50, 0, 45, 0, 50, 0, 56, 0, 84, 0, 48, 0, 51, 0, 58, 0,
52, 0, 57, 0, 58, 0, 49, 0, 52, 0, 45, 0, 48, 0, 53, 0, 58, 0, 48, 0, 48, 0, 9, 0,
97, 0, 103, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 65, 0, 100, 0,
32, 0, 49, 0, 9, 0, 97, 0, 115, 0, 58, 0, 49, 0, 50, 0, 48, 0, 50, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 50, 0,
9, 0, 83, 0, 101, 0, 116, 0, 32, 0, 49, 0, 9, 0, 99, 0, 58, 0, 49, 0, 50, 0, 48, 0,
50, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 51, 0, 9, 0, 83, 0, 112, 0, 114, 0, 105, 0, 110, 0, 103, 0, 9, 0, 102, 0,
58, 0, 57, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0, 48, 0,
48, 0, 48, 0, 48, 0, 49, 0, 9, 0, 67, 0, 111, 0, 110, 0, 116, 0, 97, 0, 99, 0, 116, 0,
32, 0, 117, 0, 115, 0, 9, 0, 102, 0, 97, 0, 108, 0, 115, 0, 101, 0, 9, 0, 102, 0, 98, 0,
9, 0, 9, 0, 9, 0, 78, 0, 111, 0, 98, 0, 111, 0, 100, 0, 121, 0, 32, 0, 82, 0, 101, 0,
97, 0, 99, 0, 104, 0, 97, 0, 98, 0, 108, 0, 101, 0, 9, 0, 110, 0, 111, 0, 9, 0, 9, 0,
67, 0, 82, 0, 69, 0, 65, 0, 84, 0, 69, 0, 68, 0, 13, 0, 10, 0,
};

static const uint8_t meta_leadgen_webhook[] = {
#embed "../../mappings/meta-leadgen-webhook.json"
};
static const uint8_t meta_leadgen_webhook_sample[] = {
#embed "../../samples/meta-leadgen-webhook/input.json"
};

static const uint8_t meta_leads_center[] = {
#embed "../../mappings/meta-leads-center.json"
};
static const uint8_t meta_leads_center_sample[] = {
#embed "../../samples/meta-leads-center/input.csv"
};

static const uint8_t netlify_forms_webhook[] = {
#embed "../../mappings/netlify-forms-webhook.json"
};
static const uint8_t netlify_forms_webhook_sample[] = {
#embed "../../samples/netlify-forms-webhook/input.jsonl"
};

static const uint8_t outlook_contacts[] = {
#embed "../../mappings/outlook-contacts.json"
};
static const uint8_t outlook_contacts_sample[] = {
#embed "../../samples/outlook-contacts/input.csv"
};

static const uint8_t pipedrive_people[] = {
#embed "../../mappings/pipedrive-people.json"
};
static const uint8_t pipedrive_people_sample[] = {
#embed "../../samples/pipedrive-people/input.csv"
};

static const uint8_t pipedrive_person_webhook[] = {
#embed "../../mappings/pipedrive-person-webhook.json"
};
static const uint8_t pipedrive_person_webhook_sample[] = {
#embed "../../samples/pipedrive-person-webhook/input.jsonl"
};

static const uint8_t salesforce_dataloader[] = {
#embed "../../mappings/salesforce-dataloader.json"
};
static const uint8_t salesforce_dataloader_sample[] = {
#embed "../../samples/salesforce-dataloader/input.csv"
};

static const uint8_t salesforce_report[] = {
#embed "../../mappings/salesforce-report.json"
};
static const uint8_t salesforce_report_sample[] = {
#embed "../../samples/salesforce-report/input.csv"
};

static const uint8_t salesforce_web_to_lead[] = {
#embed "../../mappings/salesforce-web-to-lead.json"
};
static const uint8_t salesforce_web_to_lead_sample[] = {
#embed "../../samples/salesforce-web-to-lead/input.urlencoded"
};

static const uint8_t shopify_customers[] = {
#embed "../../mappings/shopify-customers.json"
};
static const uint8_t shopify_customers_sample[] = {
#embed "../../samples/shopify-customers/input.csv"
};

static const uint8_t shopify_customers_webhook[] = {
#embed "../../mappings/shopify-customers-webhook.json"
};
static const uint8_t shopify_customers_webhook_sample[] = {
#embed "../../samples/shopify-customers-webhook/input.jsonl"
};

static const uint8_t systeme_io_contacts[] = {
#embed "../../mappings/systeme-io-contacts.json"
};
static const uint8_t systeme_io_contacts_sample[] = {
#embed "../../samples/systeme-io-contacts/input.csv"
};

static const uint8_t tally_submissions[] = {
#embed "../../mappings/tally-submissions.json"
};
static const uint8_t tally_submissions_sample[] = {
#embed "../../samples/tally-submissions/input.jsonl"
};

static const uint8_t tally_webhook[] = {
#embed "../../mappings/tally-webhook.json"
};
static const uint8_t tally_webhook_sample[] = {
#embed "../../samples/tally-webhook/input.jsonl"
};

static const uint8_t typeform_responses[] = {
#embed "../../mappings/typeform-responses.json"
};
static const uint8_t typeform_responses_sample[] = {
#embed "../../samples/typeform-responses/input.csv"
};

static const uint8_t typeform_responses_api[] = {
#embed "../../mappings/typeform-responses-api.json"
};
static const uint8_t typeform_responses_api_sample[] = {
#embed "../../samples/typeform-responses-api/input.jsonl"
};

static const uint8_t typeform_webhook[] = {
#embed "../../mappings/typeform-webhook.json"
};
static const uint8_t typeform_webhook_sample[] = {
#embed "../../samples/typeform-webhook/input.jsonl"
};

static const uint8_t unbounce_webhook[] = {
#embed "../../mappings/unbounce-webhook.json"
};
static const uint8_t unbounce_webhook_sample[] = {
#embed "../../samples/unbounce-webhook/input.urlencoded"
};

static const uint8_t webflow_v1_webhook[] = {
#embed "../../mappings/webflow-v1-webhook.json"
};
static const uint8_t webflow_v1_webhook_sample[] = {
#embed "../../samples/webflow-v1-webhook/input.jsonl"
};

static const uint8_t webflow_v2_webhook[] = {
#embed "../../mappings/webflow-v2-webhook.json"
};
static const uint8_t webflow_v2_webhook_sample[] = {
#embed "../../samples/webflow-v2-webhook/input.jsonl"
};

static const uint8_t wpforms_entries[] = {
#embed "../../mappings/wpforms-entries.json"
};
static const uint8_t wpforms_entries_sample[] = {
#embed "../../samples/wpforms-entries/input.csv"
};

static const uint8_t wpforms_webhook[] = {
#embed "../../mappings/wpforms-webhook.json"
};
static const uint8_t wpforms_webhook_sample[] = {
#embed "../../samples/wpforms-webhook/input.jsonl"
};

static const uint8_t wufoo_webhook[] = {
#embed "../../mappings/wufoo-webhook.json"
};
static const uint8_t wufoo_webhook_sample[] = {
#embed "../../samples/wufoo-webhook/input.urlencoded"
};

static const uint8_t zoho_crm_notification[] = {
#embed "../../mappings/zoho-crm-notification.json"
};
static const uint8_t zoho_crm_notification_sample[] = {
#embed "../../samples/zoho-crm-notification/input.jsonl"
};

static const uint8_t zoho_leads[] = {
#embed "../../mappings/zoho-leads.json"
};
static const uint8_t zoho_leads_sample[] = {
#embed "../../samples/zoho-leads/input.csv"
};

#define READY(name, symbol, ending)                                                                      \
  {                                                                                                      \
    name, symbol, sizeof symbol, name ending, symbol##_sample, sizeof symbol##_sample                    \
  }

static const leadbridge_ready_mapping mappings[] = {
    READY("activecampaign-contacts", activecampaign_contacts, ".csv"),
    READY("activecampaign-webhook", activecampaign_webhook, ".urlencoded"),
    READY("brevo-contacts", brevo_contacts, ".csv"),
    READY("calendly-webhook", calendly_webhook, ".jsonl"),
    READY("contact-form-7-webhook", contact_form_7_webhook, ".jsonl"),
    READY("elementor-advanced", elementor_advanced, ".urlencoded"),
    READY("elementor-simple", elementor_simple, ".urlencoded"),
    READY("fillout-webhook", fillout_webhook, ".jsonl"),
    READY("formstack-webhook", formstack_webhook, ".urlencoded"),
    READY("freshsales-contacts", freshsales_contacts, ".csv"),
    READY("generic-contacts", generic_contacts, ".csv"),
    READY("gohighlevel-contact-webhook", gohighlevel_contact_webhook, ".jsonl"),
    READY("google-ads-leads", google_ads_leads, ".csv"),
    READY("google-ads-webhook", google_ads_webhook, ".jsonl"),
    READY("google-contacts", google_contacts, ".csv"),
    READY("google-contacts-legacy", google_contacts_legacy, ".csv"),
    READY("google-forms-apps-script", google_forms_apps_script, ".jsonl"),
    READY("google-forms-responses", google_forms_responses, ".csv"),
    READY("gravity-forms-entries", gravity_forms_entries, ".csv"),
    READY("gravity-forms-webhook", gravity_forms_webhook, ".jsonl"),
    READY("html-form", html_form, ".urlencoded"),
    READY("hubspot-contacts", hubspot_contacts, ".csv"),
    READY("hubspot-contacts-api", hubspot_contacts_api, ".jsonl"),
    READY("hubspot-events-webhook", hubspot_events_webhook, ".json"),
    READY("hubspot-forms-webhook", hubspot_forms_webhook, ".jsonl"),
    READY("inbox-chats", inbox_chats, ".jsonl"),
    READY("intercom-contact-webhook", intercom_contact_webhook, ".jsonl"),
    READY("jotform-submissions", jotform_submissions, ".csv"),
    READY("jotform-submissions-api", jotform_submissions_api, ".jsonl"),
    READY("jotform-webhook", jotform_webhook, ".multipart"),
    READY("kit-subscribers", kit_subscribers, ".csv"),
    READY("linkedin-connections", linkedin_connections, ".csv"),
    READY("linkedin-lead", linkedin_lead, ".jsonl"),
    READY("linkedin-lead-gen", linkedin_lead_gen, ".csv"),
    READY("linkedin-lead-notification", linkedin_lead_notification, ".jsonl"),
    READY("mailchimp-contacts", mailchimp_contacts, ".csv"),
    READY("mailchimp-webhook", mailchimp_webhook, ".urlencoded"),
    READY("meta-lead", meta_lead, ".jsonl"),
    READY("meta-lead-ads", meta_lead_ads, ".csv"),
    READY("meta-leadgen-webhook", meta_leadgen_webhook, ".json"),
    READY("meta-leads-center", meta_leads_center, ".csv"),
    READY("netlify-forms-webhook", netlify_forms_webhook, ".jsonl"),
    READY("outlook-contacts", outlook_contacts, ".csv"),
    READY("pipedrive-people", pipedrive_people, ".csv"),
    READY("pipedrive-person-webhook", pipedrive_person_webhook, ".jsonl"),
    READY("salesforce-dataloader", salesforce_dataloader, ".csv"),
    READY("salesforce-report", salesforce_report, ".csv"),
    READY("salesforce-web-to-lead", salesforce_web_to_lead, ".urlencoded"),
    READY("shopify-customers", shopify_customers, ".csv"),
    READY("shopify-customers-webhook", shopify_customers_webhook, ".jsonl"),
    READY("systeme-io-contacts", systeme_io_contacts, ".csv"),
    READY("tally-submissions", tally_submissions, ".jsonl"),
    READY("tally-webhook", tally_webhook, ".jsonl"),
    READY("typeform-responses", typeform_responses, ".csv"),
    READY("typeform-responses-api", typeform_responses_api, ".jsonl"),
    READY("typeform-webhook", typeform_webhook, ".jsonl"),
    READY("unbounce-webhook", unbounce_webhook, ".urlencoded"),
    READY("webflow-v1-webhook", webflow_v1_webhook, ".jsonl"),
    READY("webflow-v2-webhook", webflow_v2_webhook, ".jsonl"),
    READY("wpforms-entries", wpforms_entries, ".csv"),
    READY("wpforms-webhook", wpforms_webhook, ".jsonl"),
    READY("wufoo-webhook", wufoo_webhook, ".urlencoded"),
    READY("zoho-crm-notification", zoho_crm_notification, ".jsonl"),
    READY("zoho-leads", zoho_leads, ".csv"),
};

size_t leadbridge_ready_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }

leadbridge_ready_mapping leadbridge_ready_mapping_at(size_t index) {
  if (index < leadbridge_ready_mapping_count()) return mappings[index];
  return (leadbridge_ready_mapping){0};
}
