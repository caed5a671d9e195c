"""The Dinero API client: one border where every fault becomes one of ours."""
