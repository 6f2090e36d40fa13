using Azure.Core.Pipeline;

namespace Fulgurite.Azure.Tables;

/// <summary>Where the tables are.</summary>
/// <param name="Endpoint">
/// <c>https://{account}.table.core.windows.net</c>, or <c>http://127.0.0.1:{port}/devstoreaccount1</c> for Azurite.
/// </param>
/// <param name="Time">Dates requests and waits between repeats.</param>
/// <param name="Transport">What sends requests; null for Azure.Core's shared one.</param>
public sealed record AzureTableOptions(Uri Endpoint, TimeProvider Time, HttpPipelineTransport? Transport = null);
