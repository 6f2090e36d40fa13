using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// On each attempt: the date (the service refuses one that is 15 minutes off), the protocol's version, and the count of
/// the transaction.
/// </summary>
internal sealed class TableHeadersPolicy(TimeProvider time) : HttpPipelineSynchronousPolicy
{
    /// <summary>The header that dates a request.</summary>
    public const string DateHeader = "x-ms-date";

    /// <summary>The first version of which Table Storage accepts Entra tokens; Azurite knows it as well.</summary>
    private const string Version = "2020-12-06";

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        var headers = message.Request.Headers;
        headers.SetValue(DateHeader, time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        headers.SetValue("x-ms-version", Version);
        headers.SetValue("DataServiceVersion", "3.0");
        if (message.TryGetProperty(typeof(TableOperation), out var value) && value is TableOperation operation)
        {
            StorageMeter.Record(operation.Table, operation.Name);
        }
    }
}
