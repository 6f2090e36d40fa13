namespace Fulgurite.App.Pages;

/// <summary>A style sheet, script or picture that pages refer to.</summary>
/// <param name="Name">The file name without the hash, such as <c>page.css</c>.</param>
/// <param name="Path">Where it is served; holds a hash of the content, so that it may be cached for ever.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PageAsset(string Name, string Path, string ContentType, ReadOnlyMemory<byte> Content);
