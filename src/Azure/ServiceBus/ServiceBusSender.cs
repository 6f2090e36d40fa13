using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Fulgurite.Messaging;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>
/// Sends to Azure Service Bus over its REST protocol. Azure.Core repeats a send that failed in any way that may pass;
/// the queues detect duplicates by message id, so a repeat of a message that was accepted is dropped.
/// Source: "Send message", Service Bus REST.
/// </summary>
public sealed partial class ServiceBusSender : IMessageBus
{
    private const int IdLengthMax = 128;
    private const int Created = 201;
    private readonly ServiceBusOptions options;
    private readonly HttpPipeline pipeline;

    private ServiceBusSender(ServiceBusOptions options, HttpPipelinePolicy authentication)
    {
        this.options = options;
        var client = new Options { Retry = { MaxRetries = 5, Delay = TimeSpan.FromMilliseconds(200) } };
        client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        client.Transport = options.Transport ?? PlainTransport();
        client.AddPolicy(new PlainHeadersPolicy(), HttpPipelinePosition.BeforeTransport);
        pipeline = HttpPipelineBuilder.Build(client, authentication);
    }

    /// <summary>
    /// A sender that shows a token; the identity needs the role Azure Service Bus Data Sender. HTTPS only.
    /// </summary>
    public static ServiceBusSender WithToken(ServiceBusOptions options, TokenCredential credential) =>
        new(options, new BearerTokenAuthenticationPolicy(credential, "https://servicebus.azure.net/.default"));

    /// <summary>A sender that signs with the key of a rule of the namespace.</summary>
    public static ServiceBusSender WithSharedAccessKey(ServiceBusOptions options, SharedAccessKey key) =>
        new(options, new SharedAccessPolicy(key, options));

    /// <inheritdoc/>
    public async Task Send(BusMessage message, CancellationToken cancel)
    {
        Invariant.Holds(message.Id.Length is > 0 and <= IdLengthMax, "a message id has 1 to 128 characters");
        using var http = Request(message);
        try
        {
            await pipeline.SendAsync(http, cancel);
        }
        catch (RequestFailedException e)
        {
            throw new BusUnavailableException("Service Bus cannot be reached.", e);
        }
        catch (AggregateException e)
        {
            throw new BusUnavailableException("Service Bus cannot be reached, also after repeats.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new BusUnavailableException("There is no token for Service Bus.", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new BusUnavailableException("Service Bus did not answer in time.", e);
        }

        if (http.Response.Status != Created)
        {
            throw Refused(message.Queue, http.Response);
        }
    }

    private HttpMessage Request(BusMessage message)
    {
        var http = pipeline.CreateMessage();
        http.Request.Method = RequestMethod.Post;
        http.Request.Uri.Reset(new Uri(options.Endpoint, $"{message.Queue.OnTheBus()}/messages"));
        http.Request.Headers.SetValue("Content-Type", "application/octet-stream");
        http.Request.Headers.SetValue("BrokerProperties", BrokerProperties.Of(message));
        http.Request.Content = RequestContent.Create(message.Body);
        return http;
    }

    // The tracking id is what Microsoft's support asks for; the rest of the text may quote the request.
    private static BusUnavailableException Refused(QueueName queue, Response response)
    {
        var tracking = TrackingId().Match(response.Content.ToString()).Groups[1].Value;
        return new BusUnavailableException(
            $"Service Bus answered {response.Status} for the queue {queue.OnTheBus()} (tracking id '{tracking}').");
    }

    // HttpClient would add the current activity's headers.
    private static HttpClientTransport PlainTransport() => new(new HttpClient(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    }));

    [GeneratedRegex(@"TrackingId:([\w-]+)")]
    private static partial Regex TrackingId();

    private sealed class Options : ClientOptions;
}
