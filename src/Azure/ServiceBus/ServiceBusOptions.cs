using Azure.Core.Pipeline;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>Where the queues are.</summary>
/// <param name="Endpoint"><c>https://{namespace}.servicebus.windows.net</c>.</param>
/// <param name="Time">Dates shared access signatures.</param>
/// <param name="Transport">What sends requests; null for one that adds no headers of its own.</param>
public sealed record ServiceBusOptions(Uri Endpoint, TimeProvider Time, HttpPipelineTransport? Transport = null);
