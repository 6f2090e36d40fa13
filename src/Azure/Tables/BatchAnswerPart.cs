using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>One inner response.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Version">The row's new version; empty for a deletion or an error.</param>
/// <param name="Body">Its body, line ends made <c>\n</c>.</param>
internal sealed record BatchAnswerPart(int Status, ETag Version, string Body);
