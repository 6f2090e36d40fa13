using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Fulgurite.Worlds.Rest;

/// <summary>An answer as Azure.Core hands it to the client.</summary>
internal sealed class TableResponse(TableAnswer answer, string clientRequestId) : Response
{
    /// <inheritdoc/>
    public override int Status => answer.Status;

    /// <inheritdoc/>
    public override string ReasonPhrase => "";

    /// <inheritdoc/>
    public override Stream? ContentStream { get; set; } = new MemoryStream(answer.Bytes, writable: false);

    /// <inheritdoc/>
    public override string ClientRequestId { get; set; } = clientRequestId;

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = answer.Headers.FirstOrDefault(
            header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    /// <inheritdoc/>
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    /// <inheritdoc/>
    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    /// <inheritdoc/>
    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        answer.Headers.Select(header => new HttpHeader(header.Name, header.Value));
}
